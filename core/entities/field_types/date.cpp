#include "core/entities/field_types/calendar.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/platform/json_text.hpp"

namespace nscl::entities {

namespace {

/// A local date, stored as ISO text, which sorts as the dates do.
class date_type final : public field_type_rules {
public:
    std::string_view name() const override { return "date"; }

    parsed_value parse_json(const field&, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (!json.is_string()) return value_error{"wrong_type", {{"expected", "string"}}};
        const std::string_view text = json.get_string();
        if (text.empty()) return field_value{};
        if (!iso_day(text)) return value_error{"bad_date", {}};
        return field_value{std::string(text)};
    }

    parsed_value parse_text(const field&, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        std::string iso(text);
        if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
            iso = std::string(text.substr(6)) + "-" + std::string(text.substr(3, 2)) + "-" +
                  std::string(text.substr(0, 2));
        }
        if (!iso_day(iso)) return value_error{"bad_date", {}};
        return field_value{std::move(iso)};
    }

    parsed_value parse_stored(const field&, const field_value& value) const override
    {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) return value_error{"wrong_type", {{"expected", "string"}}};
        if (!iso_day(*text)) return value_error{"bad_date", {}};
        return value;
    }

    void write_json(std::string& out, const field& of, const field_value& value) const override
    {
        if (is_null(value))
            out += "null";
        else
            platform::write_json_string(out, write_text(of, value));
    }

    std::string write_text(const field&, const field_value& value) const override
    {
        const auto* text = std::get_if<std::string>(&value);
        return text ? *text : std::string();
    }

    std::optional<database::column_model> column(const field& of) const override
    {
        database::column_model column;
        column.name = of.name;
        column.storage = database::storage::short_text;
        column.length = 10;
        return column;
    }

    std::string json_schema(const field&) const override { return R"({"type":"string","format":"date"})"; }
};

} // namespace

const field_type_rules& date_rules()
{
    static const date_type rules;
    return rules;
}

} // namespace nscl::entities
