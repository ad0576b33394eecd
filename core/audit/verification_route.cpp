#include "core/audit/journal_routes.hpp"

#include "core/entities/routes/permitted.hpp"
#include "core/journal/verification.hpp"
#include "core/platform/encoding.hpp"

#include <boost/json.hpp>

#include <memory>
#include <mutex>

namespace nscl::audit {

namespace json = boost::json;

namespace {

/// Findings that an answer lists; all are counted. `nscl audit verify` lists them all.
constexpr std::size_t most_listed = 100;

http::response verify(const route_context& at)
{
    json::array listed;
    const auto found = journal::verify(at.database, at.clock.now(), {}, [&](const journal::finding& each) {
        if (listed.size() == most_listed) return;
        listed.push_back({{"kind", json::string{journal::name(each.what)}},
                          {"number", each.number},
                          {"last", each.last},
                          {"row", each.row},
                          {"text", json::string{each.text}}});
    });
    json::object body{{"sealed", found.sealed},
                      {"erased", found.erased},
                      {"unsealed", found.unsealed},
                      {"findings", found.findings},
                      {"head", {{"number", found.head.number}, {"seal", platform::to_hex(found.head.seal)}}},
                      {"listed", std::move(listed)}};
    return http::json(json::serialize(body)).with("Cache-Control", "no-store");
}

} // namespace

http::route verification_route(const route_context& context)
{
    http::route made;
    made.pattern = "/api/v1/core/journal/verification";
    made.owner = "core";
    made.query.emplace();
    made.produces = "application/json";
    made.counts_as = http::rate::expensive;
    // Each keeps a worker busy with the whole journal, so one at a time in a process; whoever comes meanwhile need not wait for it.
    auto running = std::make_shared<std::mutex>();
    made.handler = entities::permitted(
        context.callers, context.problems, entities::authenticated,
        [context, running](const http::request&, const auto& who) -> messages::outcome<http::response> {
            if (!may_read_journal(*who)) return refuse(messages::reason::forbidden, "forbidden");
            const std::unique_lock alone{*running, std::try_to_lock};
            if (!alone.owns_lock()) return refuse(messages::reason::conflict, "verification_running");
            return verify(context);
        });
    return made;
}

} // namespace nscl::audit
