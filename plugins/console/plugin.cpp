#include "site.hpp"

NSCL_PLUGIN(plugin)
{
    plugin.get("/assets/{path...}", anyone, console::asset).site_page().non_blocking();
    plugin.get("/{path...}", anyone, console::page).site_page().non_blocking();
}
