#include "core/accounts/account_routes.hpp"
#include "core/accounts/agency.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nscl::accounts {

namespace json = boost::json;

namespace {

/// Whether a link can lead there: a page for everybody whose path is known in full.
bool is_entrance(const entities::route_declaration& each)
{
    return each.space == entities::route_space::public_pages && each.verb == http::verb::get &&
           each.permission == entities::anyone && each.content_type == "text/html" &&
           each.pattern.find('{') == std::string::npos;
}

json::array pages_of(const entities::model& model)
{
    json::array pages;
    for (const auto& plugin : model.declarations()) {
        for (const auto& each : plugin.routes) {
            if (!is_entrance(each)) continue;
            pages.push_back({{"href", entities::path_of(plugin.plugin, each)},
                             {"label", {{"vi", each.label.vi}, {"en", each.label.en}}}});
        }
    }
    return pages;
}

} // namespace

std::vector<http::route> agency_routes(const route_context& context)
{
    const auto show = [context, pages = pages_of(context.at.store->model())](
                          const http::request&) -> messages::outcome<http::response> {
        const auto name = context.at.database.look_up(agency::name);
        auto answer =
            http::json(json::serialize(json::object{{"name", name}, {"demo", context.demo}, {"pages", pages}}));
        return answer.with("Cache-Control", "no-cache");
    };
    return {make_route(context, http::verb::get, "/api/v1/agency", show)};
}

} // namespace nscl::accounts
