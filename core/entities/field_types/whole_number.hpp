#pragma once

#include "core/entities/field_types/field_type.hpp"

namespace nscl::entities {

/// The integer of a text that is nothing else ("-12"); none when it is malformed or does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

/// Whole numbers from -this to this are kept as they are by every reader of JSON (RFC 7493, 2.2). Integers, money and ids stay among them; decimals
/// travel as text and need not.
constexpr std::int64_t greatest_exact = (std::int64_t{1} << 53) - 1;

/// What the types stored as one exact integer have in common.
class whole_number_like : public field_type_rules {
public:
    /// Only JSON integers: 1.0, 1e3 and "1" are other types, whatever their value.
    parsed_value parse_json(const field& of, const boost::json::value& json) const override;
    /// Digits may be grouped the Vietnamese way ("1.250.000"): there is no fraction that a point could begin.
    parsed_value parse_text(const field& of, std::string_view text) const override;
    parsed_value parse_stored(const field& of, const field_value& value) const override;
    void write_json(std::string& out, const field& of, const field_value& value) const override;
    std::string write_text(const field& of, const field_value& value) const override;
    std::optional<database::column_model> column(const field& of) const override;
    std::string json_schema(const field& of) const override;

protected:
    /// Code of a text that is no such number.
    virtual std::string_view malformed() const = 0;
    /// Why a number cannot be stored at all.
    virtual std::optional<value_error> refuse(std::int64_t number) const;

    parsed_value accepted(std::int64_t number) const;
};

/// Ids of records: 1 to 2^53 - 1.
bool is_record_id(std::int64_t number);

} // namespace nscl::entities
