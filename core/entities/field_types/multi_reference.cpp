#include "core/entities/field_types/types.hpp"
#include "core/entities/field_types/whole_number.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

constexpr std::size_t most_items = 1000;

using ids = std::vector<record_id>;

std::optional<value_error> refusal_of(const ids& list)
{
    if (list.size() > most_items) return value_error{"too_many_items", {{"limit", std::to_string(most_items)}}};
    if (!std::all_of(list.begin(), list.end(), is_record_id)) return value_error{"bad_reference", {}};
    ids sorted = list;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) return value_error{"duplicate", {}};
    return std::nullopt;
}

parsed_value accepted(ids list)
{
    if (auto refused = refusal_of(list)) return *refused;
    return field_value{std::move(list)};
}

/// Ids in the order given, none twice. As text they are separated by semicolons.
class multi_reference_type final : public field_type_rules {
public:
    std::string_view name() const override { return "multi_reference"; }
    bool ordered() const override { return false; }

    parsed_value parse_json(const field&, const boost::json::value& json) const override
    {
        if (json.is_null()) return field_value{};
        if (!json.is_array()) return value_error{"wrong_type", {{"expected", "array"}}};
        ids list;
        for (const auto& each : json.get_array()) {
            if (each.is_uint64()) return value_error{"bad_reference", {}};
            if (!each.is_int64()) return value_error{"wrong_type", {{"expected", "integer"}}};
            list.push_back(each.get_int64());
        }
        return accepted(std::move(list));
    }

    parsed_value parse_text(const field&, std::string_view text) const override
    {
        if (text.empty()) return field_value{};
        ids list;
        while (true) {
            const auto end = text.find(';');
            auto item = text.substr(0, end);
            while (item.starts_with(' ')) item.remove_prefix(1);
            while (item.ends_with(' ')) item.remove_suffix(1);
            const auto id = whole_number(item);
            if (!id) return value_error{"bad_reference", {}};
            list.push_back(*id);
            if (end == std::string_view::npos) return accepted(std::move(list));
            text.remove_prefix(end + 1);
        }
    }

    parsed_value parse_stored(const field&, const field_value& value) const override
    {
        const auto* list = std::get_if<ids>(&value);
        if (!list) return value_error{"wrong_type", {{"expected", "array"}}};
        return accepted(*list);
    }

    std::optional<value_error> check(const field&, const field_value& value) const override
    {
        const auto* list = std::get_if<ids>(&value);
        return list ? refusal_of(*list) : std::nullopt;
    }

    void write_json(std::string& out, const field&, const field_value& value) const override
    {
        const auto* list = std::get_if<ids>(&value);
        out += '[' + (list ? joined(*list, ',') : std::string()) + ']';
    }

    std::string write_text(const field&, const field_value& value) const override
    {
        const auto* list = std::get_if<ids>(&value);
        return list ? joined(*list, ';') : std::string();
    }

    std::optional<database::column_model> column(const field&) const override { return std::nullopt; }

    std::string json_schema(const field&) const override
    {
        return R"({"type":"array","uniqueItems":true,"maxItems":)" + std::to_string(most_items) +
               R"(,"items":{"type":"integer","minimum":1,"maximum":9007199254740991}})";
    }

private:
    static std::string joined(const ids& list, char separator)
    {
        std::string out;
        for (const auto id : list) {
            if (!out.empty()) out += separator;
            out += std::to_string(id);
        }
        return out;
    }
};

} // namespace

const field_type_rules& multi_reference_rules()
{
    static const multi_reference_type rules;
    return rules;
}

} // namespace nscl::entities
