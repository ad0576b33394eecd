#include "core/entities/routes/representation.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/routes/journalled_changes.hpp"
#include "core/entities/routes/json_writer.hpp"
#include "core/http/conditional.hpp"
#include "core/http/query_parameters.hpp"
#include "core/journal/journal.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"
#include "core/platform/json_text.hpp"

#include <charconv>

namespace nscl::entities {

using messages::outcome;
using messages::reason;
using messages::refusal;

std::string represent(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                      const record& shown, messages::language language)
{
    labels names{store.access(), who, of, {}};
    return represent(from, store, who, of, shown, language, names);
}

std::string represent(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                      const record& shown, messages::language language, labels& names)
{
    names.read(from, {&shown, 1});
    std::string out;
    json_writer{of, store.access(), who, {}}.write(out, shown, names);
    const auto abilities = store.abilities_of(from, who, of, shown);
    out += ",\"meta\":{\"can\":[";
    for (std::size_t i = 0; i < abilities.can.size(); ++i) {
        if (i > 0) out += ',';
        platform::write_json_string(out, abilities.can[i]);
    }
    out += "],\"transitions\":[";
    for (std::size_t i = 0; i < abilities.transitions.size(); ++i) {
        out += i > 0 ? ",{\"name\":" : "{\"name\":";
        platform::write_json_string(out, abilities.transitions[i]->name);
        out += ",\"label\":";
        platform::write_json_string(out, abilities.transitions[i]->label.in(language));
        out += '}';
    }
    out += "]}}";
    return out;
}

std::string tag_of(const record& shown, std::string_view representation)
{
    return std::to_string(shown.version) + "-" + platform::to_hex(platform::fingerprint(representation));
}

outcome<std::int64_t> expected_version(const http::request& asked)
{
    const auto header = asked.header("if-match");
    if (header.empty()) return refuse(reason::precondition_required, "if_match_required");
    const auto tags = http::read_tags(header);
    if (!tags || tags->strong.size() + tags->weak.size() > 1) return refuse(reason::unreadable, "bad_if_match");
    if (tags->any) return std::int64_t{0};
    // A weak tag matches nothing here (RFC 9110, 13.1.1).
    const auto tag = tags->strong.empty() ? std::string_view{} : tags->strong.front();
    std::int64_t version = 0;
    const auto [stop, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    const bool ours = error == std::errc{} && version > 0 && stop != tag.data() + tag.size() && *stop == '-';
    if (!ours) return refuse(reason::stale, "stale");
    return version;
}

outcome<field_values> to_values(const boost::json::object& body, const entity_store& store, const caller& who,
                                const entity& of)
{
    field_values values;
    std::vector<messages::field_error> problems;
    for (const auto& [name, json] : body) {
        const auto index = of.find(name);
        if (!index || !store.access().may_read(of, of.fields[*index], who)) {
            problems.push_back({messages::pointer_to(name), "unknown_member", {}});
            continue;
        }
        auto value = accept_json(of.fields[*index], json);
        if (value.has_error())
            problems.push_back({messages::pointer_to(name), value.error().code, value.error().parameters});
        else
            values.emplace(*index, std::move(*value));
    }
    if (!problems.empty())
        return refusal{.why = reason::invalid, .code = "invalid", .parameters = {}, .errors = std::move(problems)};
    return values;
}

std::string represent_history(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                              record_id id, std::int64_t before, int limit, messages::language language)
{
    std::vector<journal::entry> entries;
    journal::history(from, of.full_name(), id, before, limit + 1,
                     [&](const journal::entry& each) { entries.push_back(each); });
    std::string next;
    if (entries.size() > static_cast<std::size_t>(limit)) {
        entries.pop_back();
        next = std::to_string(entries.back().version);
    }
    std::vector<std::string_view> rows;
    for (const auto& each : entries) rows.emplace_back(each.changes);
    const journalled_changes changes{from, store, who, of, rows, language};
    std::string out = "{\"data\":[";
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& each = entries[i];
        out += (i > 0 ? ",{\"at\":\"" : "{\"at\":\"") + platform::to_rfc3339(each.at) + "\",\"user\":";
        if (each.user != 0) out += "{\"id\":" + std::to_string(each.user) + ",\"label\":";
        if (each.user != 0 && each.erased())
            out += "null";
        else
            platform::write_json_string(out, each.user_name);
        if (each.user != 0) out += '}';
        out += ",\"origin\":";
        platform::write_json_string(out, each.origin);
        out += ',';
        write_action(out, store.model(), each, language);
        out += ",\"version\":" + std::to_string(each.version) + ",\"changes\":";
        changes.write(out, each.changes);
        out += std::string{",\"erased\":"} + (each.erased() ? "true}" : "false}");
    }
    http::end_page(out, next);
    return out;
}

} // namespace nscl::entities
