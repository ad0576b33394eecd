#include "core/accounts/account_routes.hpp"
#include "core/accounts/agency.hpp"
#include "core/entities/model/public_pages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nscl::accounts {

namespace json = boost::json;

namespace {

json::array pages_of(const entities::model& model)
{
    json::array pages;
    for (const auto& [path, label] : entities::public_pages(model))
        pages.push_back({{"href", path}, {"label", {{"vi", label.vi}, {"en", label.en}}}});
    return pages;
}

} // namespace

std::vector<http::route> agency_routes(const route_context& context)
{
    const auto show = [context, pages = pages_of(context.at.store->model())](
                          const http::request&) -> messages::outcome<http::response> {
        const auto whose = context.at.database.look_up(agency::read);
        auto answer = http::json(json::serialize(
            json::object{{"name", whose.name},
                         {"href", "/api/v1" + context.at.entity("agency").path() + "/" + std::to_string(whose.id)},
                         {"demo", context.demo},
                         {"pages", pages}}));
        return answer.with("Cache-Control", "no-cache");
    };
    return {make_route(context, http::verb::get, "/api/v1/agency", show)};
}

} // namespace nscl::accounts
