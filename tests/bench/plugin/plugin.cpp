#include <nscl/plugin.hpp>

#include <chrono>
#include <thread>

// The least that a plugin's own route can answer: what the way to it and back costs.
NSCL_PLUGIN(plugin)
{
    using namespace nscl::sdk;
    plugin.get("/empty", anyone, [](const request&) { return answer::json(json_object()); }).label("Trống", "Empty");
    plugin.get("/at-once", anyone, [](const request&) { return answer::json(json_object()); })
        .label("Trống, ngay", "Empty, at once")
        .non_blocking();
    // What an answer costs that waits for something else, such as another server.
    plugin
        .get("/slow", anyone,
             [](const request&) {
                 std::this_thread::sleep_for(std::chrono::milliseconds{100});
                 return answer::json(json_object());
             })
        .label("Chậm", "Slow");
}
