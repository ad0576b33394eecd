#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"
#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

namespace nscl::entities {

namespace {

class boolean_type final : public whole_number_like {
public:
    std::string_view name() const override { return "boolean"; }
    bool ordered() const override { return false; }

    parsed_value parse_json(const field&, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (!json.is_bool()) return value_error{"wrong_type", {{"expected", "boolean"}}};
        return field_value{std::int64_t{json.get_bool()}};
    }

    /// true/false, 1/0, yes/no and có/không, in any case: what spreadsheets hold.
    parsed_value parse_text(const field&, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        if (!platform::is_utf8(text)) return value_error{"invalid_utf8", {}};
        const std::string word = text::fold(text);
        for (const std::string_view yes : {"true", "1", "yes", "co"})
            if (word == yes) return field_value{std::int64_t{1}};
        for (const std::string_view no : {"false", "0", "no", "khong"})
            if (word == no) return field_value{std::int64_t{0}};
        return value_error{"bad_boolean", {}};
    }

    std::string write_text(const field&, const field_value& value) const override
    {
        const auto* number = std::get_if<std::int64_t>(&value);
        if (!number) return {};
        return *number != 0 ? "true" : "false";
    }

    std::string json_schema(const field&) const override { return R"({"type":"boolean"})"; }

protected:
    std::string_view malformed() const override { return "bad_boolean"; }

    std::optional<value_error> refuse(std::int64_t number) const override
    {
        if (number != 0 && number != 1) return value_error{"bad_boolean", {}};
        return std::nullopt;
    }
};

} // namespace

const field_type_rules& boolean_rules()
{
    static const boolean_type rules;
    return rules;
}

} // namespace nscl::entities
