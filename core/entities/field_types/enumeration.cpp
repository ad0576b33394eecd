#include "core/entities/field_types/types.hpp"
#include "core/platform/json_text.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

parsed_value option_named(const field& of, std::string_view code)
{
    const auto found =
        std::find_if(of.options.begin(), of.options.end(), [&](const option& o) { return o.value == code; });
    if (found == of.options.end()) return value_error{"bad_option", {}};
    return field_value{found->value};
}

/// The stable code of one declared option.
class enumeration_type final : public field_type_rules {
public:
    std::string_view name() const override { return "enumeration"; }
    bool ordered() const override { return false; }

    parsed_value parse_json(const field& of, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (!json.is_string()) return value_error{"wrong_type", {{"expected", "string"}}};
        return parse_text(of, json.get_string());
    }

    parsed_value parse_text(const field& of, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        return option_named(of, text);
    }

    parsed_value parse_stored(const field& of, const field_value& value) const override
    {
        const auto* code = std::get_if<std::string>(&value);
        if (!code) return value_error{"wrong_type", {{"expected", "string"}}};
        return option_named(of, *code);
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
        const auto* code = std::get_if<std::string>(&value);
        return code ? *code : std::string();
    }

    std::optional<database::column_model> column(const field& of) const override
    {
        database::column_model column;
        column.name = of.name;
        column.storage = database::storage::short_text;
        column.length = 64;
        return column;
    }

    std::string json_schema(const field& of) const override
    {
        std::string schema = R"({"type":"string","enum":[)";
        for (const auto& each : of.options) {
            if (schema.back() != '[') schema += ',';
            platform::write_json_string(schema, each.value);
        }
        return schema + "]}";
    }
};

} // namespace

const field_type_rules& enumeration_rules()
{
    static const enumeration_type rules;
    return rules;
}

} // namespace nscl::entities
