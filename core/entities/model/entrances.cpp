#include "core/entities/model/entrances.hpp"

namespace nscl::entities {

namespace {

bool is_entrance(const route_declaration& each)
{
    return each.space == route_space::public_pages && each.verb == http::verb::get && each.permission == anyone &&
           each.content_type == "text/html" && each.pattern.find('{') == std::string::npos;
}

} // namespace

std::vector<entrance> entrances(const model& of)
{
    std::vector<entrance> found;
    for (const auto& plugin : of.declarations()) {
        for (const auto& each : plugin.routes) {
            if (is_entrance(each)) found.push_back({path_of(plugin.plugin, each), each.label});
        }
    }
    return found;
}

} // namespace nscl::entities
