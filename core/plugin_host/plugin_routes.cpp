#include "core/plugin_host/plugin_routes.hpp"

#include "core/http/json_body.hpp"
#include "core/log/log.hpp"
#include "core/plugin_host/invocation.hpp"
#include "core/plugin_host/plugin_failed.hpp"
#include "core/plugin_host/plugin_stream.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace nscl::plugin_host {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using messages::refusal;

namespace {

refusal plain(reason why, std::string code, messages::parameters parameters = {})
{
    return {.why = why, .code = std::move(code), .parameters = std::move(parameters), .errors = {}};
}

outcome<> is_json(const request& asked, std::size_t depth)
{
    const auto type = asked.media_type();
    if (type != "application/json") {
        return plain(reason::unsupported_media_type, "unsupported_media_type",
                     {{"type", type}, {"expected", "application/json"}});
    }
    boost::json::stream_parser parser{{}, {.max_depth = depth}};
    boost::system::error_code wrong;
    const auto read = parser.write_some(asked.body.data(), asked.body.size(), wrong);
    if (!wrong && read == asked.body.size())
        parser.finish(wrong);
    else if (!wrong)
        wrong = boost::json::error::extra_data;
    if (wrong == boost::json::error::too_deep)
        return plain(reason::unreadable, "too_deep", {{"limit", std::to_string(depth)}});
    if (wrong)
        return plain(reason::unreadable, "bad_json", {{"offset", std::to_string(read)}, {"detail", wrong.message()}});
    return {};
}

/// One declared route and its way into the plugin.
class endpoint {
public:
    endpoint(std::shared_ptr<hosted_plugin> plugin, const entities::route_declaration& declared,
             const route_services& services)
        : plugin_(std::move(plugin)),
          callback_(declared.callback),
          permission_(declared.permission),
          body_(declared.body),
          services_(services)
    {
    }

    response handle(const request& asked) const
    {
        auto answered = answer(asked);
        return answered.has_error() ? services_.problems.from(answered.error(), asked) : std::move(*answered);
    }

private:
    outcome<response> answer(const request& asked) const
    {
        const auto who = permitted(services_.callers, asked, permission_);
        if (who.has_error()) return who.error();
        if (auto fits = check_body(asked); fits.has_error()) return fits.error();
        return call(asked, *who);
    }

    outcome<> check_body(const request& asked) const
    {
        if (body_ == "any") return {};
        if (body_ == "json") return is_json(asked, services_.json_depth);
        if (!asked.body.empty()) return plain(reason::unreadable, "body_not_allowed");
        return {};
    }

    outcome<response> call(const request& asked, const std::shared_ptr<const entities::caller>& who) const
    {
        const auto language = messages::preferred(asked.header("accept-language"));
        std::vector<messages::field_error> problems;
        route_answer answer{.response = {}, .open_stream = [&](std::uint32_t number, std::uint64_t state) {
                                return std::make_shared<plugin_stream>(plugin_, who, language, number, state);
                            }};
        invocation about{.plugin = *plugin_,
                         .who = who.get(),
                         .language = language,
                         .request = &asked,
                         .answer = &answer,
                         .problems = &problems};
        nscl_call call{};
        call.kind = NSCL_CALL_ROUTE;
        const auto status = perform(about, nullptr, callback_, call);

        if (status.status != NSCL_OK && (status.status != NSCL_REFUSED || problems.empty())) return to_refusal(status);
        if (!problems.empty()) {
            return refusal{.why = reason::invalid, .code = "invalid", .parameters = {}, .errors = std::move(problems)};
        }
        if (!answer.given) {
            log::error("plugin_failed", {{"plugin", plugin_->id()},
                                         {"callback", callback_},
                                         {"request", asked.id},
                                         {"problem", "the route returned without an answer"}});
            throw plugin_failed{"plugin " + plugin_->id() + ": the route returned without an answer"};
        }
        if (who->what == entities::caller::kind::user) answer.response.user = who->name;
        return std::move(answer.response);
    }

    std::shared_ptr<hosted_plugin> plugin_;
    unsigned callback_;
    std::string permission_;
    std::string body_;
    route_services services_;
};

} // namespace

std::string path_of(const std::string& plugin)
{
    // Entities alone decide how a plugin's name looks in a path.
    entities::entity any;
    any.plugin = plugin;
    any.plural = "x";
    const auto path = any.path();
    return path.substr(0, path.size() - 2);
}

outcome<std::shared_ptr<const entities::caller>> permitted(entities::caller_source& callers, const request& asked,
                                                           std::string_view permission)
{
    auto who = callers.identify(asked);
    // What is for anyone is so for those too whose session has ended, or who cannot show that they mean to write.
    const bool by_cookie = asked.header("authorization").empty();
    if (who.has_error() && permission == "anyone" && by_cookie)
        return std::make_shared<const entities::caller>(entities::caller::nobody(asked.peer));
    if (who.has_error() || permission == "anyone") return who;
    if ((*who)->what == entities::caller::kind::nobody) return plain(reason::unauthenticated, "unauthenticated");
    if (!(*who)->has_permission(permission)) return plain(reason::forbidden, "forbidden");
    return who;
}

std::vector<http::route> plugin_routes(const std::shared_ptr<hosted_plugin>& plugin,
                                       const entities::declaration& declared, const route_services& services)
{
    std::vector<http::route> routes;
    for (const auto& each : declared.routes) {
        const auto base =
            each.public_space ? "/p" + path_of(plugin->id()) : "/api/v1" + path_of(plugin->id()) + "/actions";
        auto at = std::make_shared<const endpoint>(plugin, each, services);
        routes.push_back({.verb = each.verb,
                          .pattern = base + (each.pattern == "/" ? "" : each.pattern),
                          .handler = [at](const request& asked) { return at->handle(asked); },
                          .owner = plugin->id(),
                          .query = each.query});
    }
    return routes;
}

} // namespace nscl::plugin_host
