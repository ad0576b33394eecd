#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/field_value.hpp"

#include <optional>
#include <string>

namespace nscl::entities {

/// A stored value as a statement's parameter: null where there is none, and for a multi-reference, whose ids have a table of their own.
inline database::value to_parameter(const field_value& stored)
{
    if (const auto* integer = std::get_if<std::int64_t>(&stored)) return *integer;
    if (const auto* text = std::get_if<std::string>(&stored)) return *text;
    return std::monostate{};
}

inline database::value to_parameter(const std::optional<std::string>& text)
{
    return text ? database::value{*text} : database::value{};
}

} // namespace nscl::entities
