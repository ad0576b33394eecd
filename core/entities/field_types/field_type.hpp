#pragma once

#include "core/database/table_model.hpp"
#include "core/entities/model/entity.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace nscl::entities {

/// What a type of field can do. One small file per type beside this one; all of them stateless.
///
/// A value comes in through parse_json (API), parse_text (CSV, filters, plugin-written lists) or parse_stored (plugin code), is then
/// checked by check(), and leaves through write_json or write_text. Parsing checks form (a date is a date), check() the declared limits.
class field_type_rules {
public:
    virtual ~field_type_rules() = default;

    /// The name in declarations and schemas: "long_text".
    virtual std::string_view name() const = 0;

    /// The stored form of a JSON value; null gives null.
    virtual parsed_value parse_json(const field& of, const boost::json::value& json) const = 0;

    /// The stored form of a text; "" gives null. Dates: ISO or dd/mm/yyyy. References: the id.
    virtual parsed_value parse_text(const field& of, std::string_view text) const = 0;

    /// The same value in stored form, as plugin code hands it over, after the same checks of form; not null.
    virtual parsed_value parse_stored(const field& of, const field_value& value) const = 0;

    /// The declared limits of one field: length, range, pattern, options. Null passes; `required` is the engine's.
    virtual std::optional<value_error> check(const field& of, const field_value& value) const;

    /// Appends JSON text. References are written by the engine, which knows labels.
    virtual void write_json(std::string& out, const field& of, const field_value& value) const = 0;

    /// For CSV and logs; what parse_text reads back.
    virtual std::string write_text(const field& of, const field_value& value) const = 0;

    /// The column, or none for multi-references (a link table).
    virtual std::optional<database::column_model> column(const field& of) const = 0;

    /// True when rows may be filtered with `lt`, `ge`, ...
    virtual bool ordered() const { return true; }

    /// A JSON Schema (2020-12) for a value, as a JSON object text.
    virtual std::string json_schema(const field& of) const = 0;
};

/// A decimal of that many units of 10^-scale, written out: "-0.25".
std::string decimal_text(std::int64_t units, unsigned scale);

/// The rules of a type; static lifetime.
const field_type_rules& rules_of(field_type type);

/// The type by its name in declarations, if there is one.
std::optional<field_type> field_type_named(std::string_view name);

/// Appends a value as JSON, null included; references as bare ids.
void write_plain_value(std::string& out, const field& of, const field_value& value);

/// Parses, applies the contributed type's rule, and checks: the whole way in for one value.
parsed_value accept_json(const field& of, const boost::json::value& json);
parsed_value accept_text(const field& of, std::string_view text);
/// The same for a value already in stored form (from plugin code).
parsed_value accept_stored(const field& of, field_value value);

} // namespace nscl::entities
