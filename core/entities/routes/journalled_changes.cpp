#include "core/entities/routes/journalled_changes.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/platform/json_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace nscl::entities {

namespace {

/// What a journalled value of such a field refers to; null where it is no value of the field.
field_value reference_in(const field& of, const boost::json::value& value)
{
    auto parsed = rules_of(of.type).parse_json(of, value);
    return parsed.has_error() ? field_value{} : std::move(*parsed);
}

/// A row's references as two records, the one before the change and the one after it.
std::array<record, 2> references_in(const entity& of, std::string_view changes)
{
    std::array<record, 2> sides;
    for (auto& each : sides) each.values.resize(of.fields.size());
    if (changes.empty()) return sides;
    const auto parsed = boost::json::parse(changes);
    for (const auto& [name, pair] : parsed.as_object()) {
        const auto index = of.find_ever(name);
        if (!index || !points_to_records(of.fields[*index])) continue;
        for (std::size_t side = 0; side < sides.size(); ++side)
            sides[side].values[*index] = reference_in(of.fields[*index], pair.as_array()[side]);
    }
    return sides;
}

} // namespace

journalled_changes::journalled_changes(database::reader& from, const entity_store& store, const caller& who,
                                       const entity& of, std::span<const std::string_view> rows,
                                       messages::language language)
    : rights_(store.access()), who_(who), of_(of), language_(language), names_(store.access(), who, of, {})
{
    std::vector<record> pointing;
    for (const auto changes : rows) std::ranges::move(references_in(of, changes), std::back_inserter(pointing));
    names_.read(from, pointing);
}

void journalled_changes::write(std::string& out, std::string_view changes) const
{
    if (changes.empty()) { // erased
        out += "[]";
        return;
    }
    const auto parsed = boost::json::parse(changes);
    bool first = true;
    out += '[';
    for (const auto& [name, pair] : parsed.as_object()) {
        const auto index = of_.find_ever(name);
        if (!index || !rights_.may_read(of_, of_.fields[*index], who_)) continue;
        const auto& each = of_.fields[*index];
        out += first ? "{\"field\":" : ",{\"field\":";
        first = false;
        platform::write_json_string(out, each.name);
        out += ",\"label\":";
        platform::write_json_string(out, each.label.in(language_));
        out += ",\"old\":";
        write_value(out, each, pair.as_array()[0]);
        out += ",\"new\":";
        write_value(out, each, pair.as_array()[1]);
        out += '}';
    }
    out += ']';
}

void journalled_changes::write_value(std::string& out, const field& of, const boost::json::value& value) const
{
    if (of.target && points_to_records(of))
        names_.write(out, of, reference_in(of, value));
    else
        out += boost::json::serialize(value);
}

void write_action(std::string& out, const model& all, const journal::entry& done, messages::language language)
{
    const auto write = [&](std::string_view member, std::string_view text) {
        out += member;
        if (text.empty())
            out += "null";
        else
            platform::write_json_string(out, text);
    };
    const auto label = [&](const messages::text* text) { return text ? std::string_view{text->in(language)} : ""; };
    const auto plugin = std::string_view{done.plugin}.substr(0, done.plugin.find(' ')); // its version follows
    const auto* of = all.find(done.entity);
    const auto* step = of && of->workflow ? of->workflow->find(done.transition) : nullptr;
    write("\"action\":", done.action);
    write(",\"action_label\":", label(all.action_label(plugin, done.action)));
    write(",\"transition\":", done.transition);
    write(",\"transition_label\":", label(step ? &step->label : nullptr));
}

} // namespace nscl::entities
