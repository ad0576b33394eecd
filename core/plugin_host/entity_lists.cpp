#include "core/plugin_host/entity_lists.hpp"

#include "core/http/target.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/serve.hpp"

#include <algorithm>

namespace nscl::plugin_host {

namespace {

constexpr int page_size = 200;

/// Everything is shown to it: the plugin's own authority over its own entities.
const entities::caller& own_authority()
{
    static const auto all = entities::caller::system("plugin");
    return all;
}

called<opened_list> list_of(const call_context& context, const entities::entity& of, const acting& as,
                            std::string_view text)
{
    const auto pairs = http::parse_query(text);
    if (!pairs) return call_status{NSCL_REFUSED, "bad_query", {}, "the list's query is malformed", {}};
    const bool own = as.by == entities::authority::plugin;
    const auto& who = own ? own_authority() : as.who;
    const auto& rights = context.about().plugin.services()->store().access();
    if (!own && !rights.may(of, entities::action::read, who))
        return call_status{NSCL_FORBIDDEN, "forbidden", {}, "the caller may not read " + of.full_name(), {}};
    auto query = entities::parse_list_query(of, rights, who, *pairs);
    if (query.has_error()) return to_status(query.error());
    if (!query->cursor.empty())
        return call_status{
            NSCL_REFUSED, "unknown_parameter", {}, "a list of plugin code takes no cursor", {{"name", "cursor"}}};

    const bool limited =
        std::any_of(pairs->begin(), pairs->end(), [](const http::pair& each) { return each.first == "limit"; });
    opened_list made{.type = &of,
                     .reader = own ? nullptr : &as.who,
                     .query = std::move(*query),
                     .scope = rights.rows(of, entities::action::read, who),
                     .page = {},
                     .end = {}};
    made.left = limited ? static_cast<std::size_t>(made.query.limit) : most_listed;
    made.truncated_is_error = !limited;
    return made;
}

/// The next page, when the last one is used up. Ends the list where there is none.
void fetch(const call_context& context, opened_list& list)
{
    list.query.limit =
        static_cast<int>(std::min<std::size_t>(page_size, list.left + (list.truncated_is_error ? 1 : 0)));
    with_reader(context, [&](database::reader& from) {
        auto part = entities::read_part(from, list.scope, *list.type, list.query, list.end);
        list.complete = !part.end;
        list.end = std::move(part.end);
        list.page = std::move(part.records);
        list.at = 0;
    });
}

} // namespace

std::int32_t open_list(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity, nscl_text query,
                       nscl_handle* list, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto text = view(query);
        if (!text || !list) return call_status::misuse("a query and a place for the list are needed");
        const auto of = entity_of(at, entity);
        if (of.has_error()) return of.error();
        const auto as = acting_as(at, authority, **of);
        if (as.has_error()) return as.error();
        auto made = list_of(at, **of, *as, *text);
        if (made.has_error()) return made.error();
        *list = at.open(std::move(*made));
        return {};
    });
}

std::int32_t next_record(void* host, nscl_handle context, nscl_handle list, nscl_handle* record, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!record) return call_status::misuse("a place for the record is needed");
        const auto opened = at.get<opened_list>(list);
        if (opened.has_error()) return opened.error();
        auto& from = **opened;
        if (from.left == 0 && !from.truncated_is_error) return {.status = NSCL_END};
        if (from.at == from.page.size() && !from.complete) fetch(at, from);
        if (from.at == from.page.size()) return {.status = NSCL_END};
        if (from.left == 0) {
            return {NSCL_REFUSED,
                    "too_many_rows",
                    {},
                    "a list has more than " + std::to_string(most_listed) + " records; narrow it",
                    {}};
        }
        --from.left;
        opened_record next{.type = from.type,
                           .reader = from.reader,
                           .own = std::make_unique<const entities::record>(std::move(from.page[from.at++]))};
        next.content = next.own.get();
        *record = at.open(std::move(next));
        return {};
    });
}

} // namespace nscl::plugin_host
