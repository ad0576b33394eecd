#include "parts.hpp"

NSCL_PLUGIN(plugin)
{
    programme::declare_roles(plugin);
    programme::declare_messages(plugin);
    programme::declare_settings(plugin);
    plugin.on_start(programme::check_settings);
    programme::declare_field_types(plugin);

    programme::declare_commune(plugin);
    programme::declare_organization(plugin);
    programme::declare_support_content(plugin);
    programme::declare_plan(plugin);
    programme::declare_budget_line(plugin);
    programme::declare_support_rate(plugin);
    programme::declare_support_call(plugin);
    programme::declare_calls_page(plugin);
    programme::declare_holiday(plugin);
    programme::declare_application(plugin);
    programme::declare_indicators(plugin);
    programme::declare_demo(plugin);

    plugin.icon("award");
    plugin.menu()
        .dashboard("overview")
        .entity("application")
        .entity("organization")
        .entity("support_call")
        .entity("support_content")
        .entity("budget_line")
        .entity("support_rate")
        .entity("plan")
        .entity("target");
}
