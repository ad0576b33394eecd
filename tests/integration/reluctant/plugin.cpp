#include <nscl/plugin.hpp>

#include <cstdlib>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

// Routes that do what no plugin should, when a test wants it.
NSCL_PLUGIN(plugin)
{
    using namespace nscl::sdk;
    // Stays on its worker until the test has the named pipe RELUCTANT_DOOR open for writing.
    plugin
        .get("/waits", anyone,
             [](const request&) {
                 const char* door = std::getenv("RELUCTANT_DOOR");
                 if (door == nullptr) throw std::runtime_error{"RELUCTANT_DOOR names no pipe"};
                 close(open(door, O_RDONLY | O_CLOEXEC));
                 return answer::json(json_object());
             })
        .label("Chờ", "Waits");
    plugin.get("/fails", anyone, [](const request&) -> answer { throw std::runtime_error{"as it was told to"}; })
        .label("Hỏng", "Fails");
}
