#pragma once

#include "core/entities/field_types/field_type.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

/// Short words for tests of values.
namespace nscl::entities {

inline field field_of(field_type type)
{
    field of;
    of.name = "tested";
    of.type = type;
    return of;
}

/// The outcome in words: the value as text, "null", or "!code".
inline std::string in_words(const field& of, const parsed_value& parsed)
{
    if (parsed.has_error()) return "!" + parsed.error().code;
    if (is_null(*parsed)) return "null";
    return rules_of(of.type).write_text(of, *parsed);
}

/// A JSON text as the API would take it.
inline std::string from_json(const field& of, std::string_view json)
{
    return in_words(of, accept_json(of, boost::json::parse(json)));
}

/// A cell of a CSV file, or a filter's value.
inline std::string from_text(const field& of, std::string_view text)
{
    return in_words(of, accept_text(of, text));
}

/// A value that plugin code hands over.
inline std::string from_stored(const field& of, field_value value)
{
    return in_words(of, accept_stored(of, std::move(value)));
}

inline std::string to_json(const field& of, const field_value& value)
{
    std::string out;
    rules_of(of.type).write_json(out, of, value);
    return out;
}

/// The first parameter of the error.
inline std::string limit_of(const parsed_value& parsed)
{
    if (!parsed.has_error() || parsed.error().parameters.empty()) return {};
    return parsed.error().parameters.front().second;
}

} // namespace nscl::entities
