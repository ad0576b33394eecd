#include <nscl/plugin.hpp>

// The least that a plugin's own route can answer: what the way to it and back costs.
NSCL_PLUGIN(plugin)
{
    using namespace nscl::sdk;
    plugin.get("/empty", anyone, [](const request&) { return answer::json(json_object()); }).label("Trống", "Empty");
    plugin.get("/at-once", anyone, [](const request&) { return answer::json(json_object()); })
        .label("Trống, ngay", "Empty, at once")
        .non_blocking();
}
