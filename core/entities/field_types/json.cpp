#include "core/entities/field_types/types.hpp"
#include "core/http/json_tree.hpp"
#include "core/platform/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace nscl::entities {

namespace {

constexpr std::size_t most_bytes = 64 * 1024;
constexpr std::size_t most_levels = 32;

/// Shortest text that reads back as the same number; Boost.JSON's own writer prints 12.5 as 1.25E1.
void write_number(std::string& out, double number)
{
    std::array<char, 32> digits{};
    if (number == 0) number = 0; // without the sign of -0.0, which would be read as the integer 0
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

/// Appends compact JSON; the code of what cannot be stored, or "".
std::string_view write_compact(std::string& out, const boost::json::value& json, std::size_t level)
{
    switch (json.kind()) {
    case boost::json::kind::null: out += "null"; return {};
    case boost::json::kind::bool_: out += json.get_bool() ? "true" : "false"; return {};
    case boost::json::kind::int64: out += std::to_string(json.get_int64()); return {};
    case boost::json::kind::uint64: out += std::to_string(json.get_uint64()); return {};
    case boost::json::kind::double_:
        if (!std::isfinite(json.get_double())) return "out_of_range"; // 1e400, which JSON can say and nobody can keep
        write_number(out, json.get_double());
        return {};
    case boost::json::kind::string: platform::write_json_string(out, json.get_string()); return {};
    case boost::json::kind::array:
        if (level == most_levels) return "too_deep";
        out += '[';
        for (const auto& each : json.get_array()) {
            if (out.back() != '[') out += ',';
            if (const auto wrong = write_compact(out, each, level + 1); !wrong.empty()) return wrong;
        }
        out += ']';
        return {};
    case boost::json::kind::object:
        if (level == most_levels) return "too_deep";
        out += '{';
        for (const auto& member : json.get_object()) {
            if (out.back() != '{') out += ',';
            platform::write_json_string(out, member.key());
            out += ':';
            if (const auto wrong = write_compact(out, member.value(), level + 1); !wrong.empty()) return wrong;
        }
        out += '}';
        return {};
    }
    return {};
}

/// Any document, stored compactly.
class json_type final : public field_type_rules {
public:
    std::string_view name() const override { return "json"; }
    bool ordered() const override { return false; }

    parsed_value parse_json(const field&, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        std::string compact;
        const auto wrong = write_compact(compact, json, 0);
        if (wrong == "too_deep") return value_error{"too_deep", {{"limit", std::to_string(most_levels)}}};
        if (!wrong.empty()) return value_error{std::string{wrong}, {}};
        if (compact.size() > most_bytes) return value_error{"too_large", {{"limit", std::to_string(most_bytes)}}};
        return field_value{std::move(compact)};
    }

    parsed_value parse_text(const field& of, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        if (text.size() > 2 * most_bytes) return value_error{"too_large", {{"limit", std::to_string(most_bytes)}}};
        const auto tree = http::read_json(text, most_levels + 1);
        if (tree.error)
            return value_error{"bad_json", {{"offset", std::to_string(tree.read)}, {"detail", tree.error.message()}}};
        return parse_json(of, tree.root);
    }

    parsed_value parse_stored(const field& of, const field_value& value) const override
    {
        const auto* text = std::get_if<std::string>(&value);
        if (!text) return value_error{"wrong_type", {{"expected", "string"}}};
        return parse_text(of, *text);
    }

    void write_json(std::string& out, const field& of, const field_value& value) const override
    {
        out += is_null(value) ? "null" : write_text(of, value);
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
        column.storage = database::storage::long_text;
        return column;
    }

    std::string json_schema(const field&) const override { return "{}"; }
};

} // namespace

const field_type_rules& json_rules()
{
    static const json_type rules;
    return rules;
}

} // namespace nscl::entities
