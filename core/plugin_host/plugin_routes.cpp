#include "core/plugin_host/plugin_routes.hpp"

#include "core/entities/routes/permitted.hpp"
#include "core/http/json_body.hpp"
#include "core/log/log.hpp"
#include "core/plugin_host/invocation.hpp"
#include "core/plugin_host/plugin_failed.hpp"
#include "core/plugin_host/plugin_stream.hpp"

namespace nscl::plugin_host {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using messages::refusal;

namespace {

/// One declared route and its way into the plugin.
class plugin_endpoint {
public:
    plugin_endpoint(std::shared_ptr<hosted_plugin> plugin, const entities::route_declaration& declared,
                    std::size_t json_depth)
        : plugin_(std::move(plugin)),
          callback_(declared.callback),
          body_(declared.body),
          may_block_(!declared.non_blocking),
          json_depth_(json_depth)
    {
    }

    outcome<response> answer(const request& asked, const std::shared_ptr<const entities::caller>& who) const
    {
        if (auto fits = check_body(asked); fits.has_error()) return fits.error();
        return call(asked, who);
    }

private:
    outcome<> check_body(const request& asked) const
    {
        if (body_ == "any") return {};
        if (body_ == "json") return http::check_json_body(asked, json_depth_);
        if (!asked.body.empty()) return messages::refuse(reason::unreadable, "body_not_allowed");
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
                         .problems = &problems,
                         .may_block = may_block_};
        nscl_call call{};
        call.kind = NSCL_CALL_ROUTE;
        const auto status = perform(about, nullptr, callback_, call);

        if (status.status != NSCL_OK && (status.status != NSCL_REFUSED || problems.empty())) return to_refusal(status);
        if (!problems.empty()) {
            return refusal{.why = reason::invalid, .code = "invalid", .parameters = {}, .errors = std::move(problems)};
        }
        if (!answer.given) {
            plugin_->count_failure();
            log::error("plugin_failed", {{"plugin", plugin_->id()},
                                         {"callback", callback_},
                                         {"request", asked.id},
                                         {"problem", "the route returned without an answer"}});
            throw plugin_failed{"plugin " + plugin_->id() + ": the route returned without an answer"};
        }
        return std::move(answer.response);
    }

    std::shared_ptr<hosted_plugin> plugin_;
    unsigned callback_;
    std::string body_;
    bool may_block_;
    std::size_t json_depth_;
};

/// Nobody is asked who he is: that may wait.
http::handler at_once(const std::shared_ptr<const plugin_endpoint>& at, const http::problem_writer& problems)
{
    return [at, &problems](const request& asked) {
        auto done = at->answer(asked, std::make_shared<const entities::caller>(entities::caller::nobody(asked.peer)));
        return done.has_error() ? problems.from(done.error(), asked) : std::move(*done);
    };
}

/// What people come to by links, to which programs on the way add parameters of their own.
bool is_visited(const entities::route_declaration& each)
{
    return each.space == entities::route_space::site ||
           (each.space == entities::route_space::public_pages && each.content_type.starts_with("text/html"));
}

} // namespace

std::vector<http::route> plugin_routes(const std::shared_ptr<hosted_plugin>& plugin,
                                       const entities::declaration& declared, const route_services& services)
{
    std::vector<http::route> routes;
    for (const auto& each : declared.routes) {
        auto at = std::make_shared<const plugin_endpoint>(plugin, each, services.json_depth);
        auto handler =
            each.non_blocking
                ? at_once(at, services.problems)
                : entities::permitted(services.callers, services.problems, each.permission,
                                      [at](const request& asked, const auto& who) { return at->answer(asked, who); });
        routes.push_back({.verb = each.verb,
                          .pattern = entities::path_of(plugin->id(), each),
                          .handler = std::move(handler),
                          .owner = plugin->id(),
                          .runs_on = each.non_blocking ? http::placement::io_thread : http::placement::worker,
                          .query = is_visited(each) ? std::nullopt : std::optional{each.query},
                          .counts_as = each.expensive ? http::rate::expensive : http::rate::unlimited,
                          .of_site = each.space == entities::route_space::site});
    }
    return routes;
}

} // namespace nscl::plugin_host
