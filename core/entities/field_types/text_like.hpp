#pragma once

#include "core/entities/field_types/field_type.hpp"

namespace nscl::entities {

enum class lines { one, many };

/// A text as it may be stored: well-formed, NFC, without blanks at its ends and without control characters (but tab and newline where there
/// may be many lines; CR LF becomes LF). The error is invalid_utf8 or bad_character.
using cleaned = boost::system::result<std::string, value_error>;
cleaned clean_text(std::string_view raw, lines allowed);

/// What the types stored as text have in common: length in code points, pattern, "" is no value.
class text_like : public field_type_rules {
public:
    explicit text_like(lines allowed = lines::one) : lines_(allowed) {}

    parsed_value parse_json(const field& of, const boost::json::value& json) const override;
    parsed_value parse_text(const field& of, std::string_view text) const override;
    parsed_value parse_stored(const field& of, const field_value& value) const override;
    std::optional<value_error> check(const field& of, const field_value& value) const override;
    void write_json(std::string& out, const field& of, const field_value& value) const override;
    std::string write_text(const field& of, const field_value& value) const override;
    std::optional<database::column_model> column(const field& of) const override;
    std::string json_schema(const field& of) const override;

protected:
    /// The stored form of a clean text that is not empty.
    virtual parsed_value normalise(const field& of, std::string text) const;
    /// The schema's "format", or "".
    virtual std::string_view format() const { return {}; }

private:
    lines lines_;
};

} // namespace nscl::entities
