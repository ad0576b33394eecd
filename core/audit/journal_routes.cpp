#include "core/audit/journal_routes.hpp"

#include "core/audit/journal_query.hpp"
#include "core/audit/readable_records.hpp"
#include "core/entities/routes/journalled_changes.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/http/query_parameters.hpp"
#include "core/journal/journal.hpp"
#include "core/platform/json_text.hpp"

#include <algorithm>
#include <map>

namespace nscl::audit {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using platform::write_json_string;

namespace {

constexpr std::string_view journal_reader = "journal_reader";

/// A detail belongs to no record, so no scope says for whom it is.
bool reads_everywhere(const entities::caller& who)
{
    return std::ranges::any_of(who.grants,
                               [](const auto& held) { return held.role == journal_reader && held.values.empty(); });
}

void write_optional(std::string& out, std::string_view name, std::string_view text)
{
    out += ",\"" + std::string{name} + "\":";
    if (text.empty())
        out += "null";
    else
        write_json_string(out, text);
}

void write_optional(std::string& out, std::string_view name, std::int64_t number)
{
    out += ",\"" + std::string{name} + "\":" + (number == 0 ? "null" : std::to_string(number));
}

/// One page of rows as JSON.
class page_writer {
public:
    page_writer(database::reader& from, const entities::entity_store& store, const entities::caller& who,
                messages::language language, std::span<const journal::entry> rows)
        : model_(store.model()), who_(who), language_(language), records_(from, store, who, rows)
    {
        std::map<const entities::entity*, std::vector<std::string_view>> told;
        for (const auto& each : rows) {
            if (const auto* of = records_.entity_of(each)) told[of].emplace_back(each.changes);
        }
        for (const auto& [of, changes] : told) changes_.try_emplace(of, from, store, who, *of, changes, language);
    }

    void write(std::string& out, const journal::entry& row) const
    {
        out += "{\"id\":" + std::to_string(row.id) + ",\"at\":\"" + platform::to_rfc3339(row.at) + "\"";
        write_user(out, row);
        write_optional(out, "origin", row.origin);
        write_optional(out, "plugin", row.plugin);
        write_optional(out, "entity", row.entity);
        write_optional(out, "record", row.record);
        write_optional(out, "record_label", records_.label_of(row));
        out += ',';
        entities::write_action(out, model_, row, language_);
        write_optional(out, "version", row.version);
        out += ",\"changes\":";
        if (const auto* of = records_.entity_of(row))
            changes_.at(of).write(out, row.changes);
        else
            out += "null";
        const bool event = row.entity.empty();
        out += ",\"detail\":" + (event && !row.erased() && shows_detail(row) ? row.changes : "null");
        out += std::string{",\"erased\":"} + (row.erased() ? "true}" : "false}");
    }

private:
    static void write_user(std::string& out, const journal::entry& row)
    {
        if (row.user == 0 && row.user_name.empty()) {
            out += ",\"user\":null";
            return;
        }
        out += ",\"user\":{\"id\":" + (row.user == 0 ? "null" : std::to_string(row.user)) + ",\"label\":";
        if (row.erased())
            out += "null";
        else
            write_json_string(out, row.user_name);
        out += "}";
    }

    bool shows_detail(const journal::entry& row) const { return row.plugin == "core" || reads_everywhere(who_); }

    const entities::model& model_;
    const entities::caller& who_;
    messages::language language_;
    readable_records records_;
    std::map<const entities::entity*, entities::journalled_changes> changes_;
};

outcome<response> list(const route_context& at, const request& asked, const entities::caller& who)
{
    if (!may_read_journal(who)) return refuse(reason::forbidden, "forbidden");
    const auto query = journal_query::read(asked.query, at.store->access());
    if (query.has_error()) return query.error();
    const auto where = query->page(at.cursors);
    if (!where) return refuse(reason::unreadable, "bad_cursor");

    return at.database.read([&](database::reader& from) -> outcome<response> {
        std::vector<journal::entry> rows;
        journal::by_time(from, where->sql, where->parameters, query->limit() + 1,
                         [&](const journal::entry& each) { rows.push_back(each); });
        const bool more = rows.size() > static_cast<std::size_t>(query->limit());
        if (more) rows.pop_back();

        const auto language = messages::preferred(asked.header("accept-language"));
        const page_writer page{from, *at.store, who, language, rows};
        std::string out = "{\"data\":[";
        for (const auto& each : rows) {
            if (out.back() == '}') out += ',';
            page.write(out, each);
        }
        const auto next = more ? query->next(at.cursors, rows.back().at, rows.back().id) : std::string{};
        std::optional<std::int64_t> count;
        if (query->counts()) {
            const auto all = query->matching();
            count = journal::count(from, all.sql, all.parameters);
        }
        http::end_page(out, next, count);
        auto answer = http::json(std::move(out)).with("Cache-Control", "no-store");
        if (more) answer.with("Link", http::next_link(asked, next));
        return answer;
    });
}

} // namespace

bool may_read_journal(const entities::caller& who)
{
    return who.has_role("administrator") || who.has_role(journal_reader);
}

std::vector<http::route> journal_routes(const route_context& context)
{
    http::route made;
    made.verb = http::verb::get;
    made.pattern = "/api/v1/core/journal";
    made.owner = "core";
    made.produces = "application/json";
    made.handler =
        entities::permitted(context.callers, context.problems, entities::authenticated,
                            [context](const request& asked, const auto& who) { return list(context, asked, *who); });
    return {std::move(made), verification_route(context)};
}

} // namespace nscl::audit
