#include "core/entities/model/public_pages.hpp"

namespace nscl::entities {

namespace {

bool is_for_everybody(const route_declaration& each)
{
    return each.space == route_space::public_pages && each.verb == http::verb::get && each.permission == anyone &&
           each.content_type == "text/html" && each.pattern.find('{') == std::string::npos;
}

} // namespace

std::vector<public_page> public_pages(const model& of)
{
    std::vector<public_page> found;
    for (const auto& plugin : of.declarations()) {
        for (const auto& each : plugin.routes) {
            if (is_for_everybody(each)) found.push_back({path_of(plugin.plugin, each), each.label});
        }
    }
    return found;
}

} // namespace nscl::entities
