#include "core/plugin_host/host_functions.hpp"

#include "core/log/log.hpp"
#include "core/platform/utf8.hpp"
#include "core/plugin_host/hosted_plugin.hpp"
#include "core/plugin_host/value_conversion.hpp"

#include <string_view>

namespace nscl::plugin_host {

namespace {

constexpr std::size_t longest_line = 8 * 1024;

void write_log(void* self, std::int32_t level, nscl_text message)
{
    const auto text = view(message);
    if (!self || !text) return;
    const auto& plugin = *static_cast<const hosted_plugin*>(self);
    const auto line = platform::is_utf8(*text) ? cut(*text, longest_line) : std::string_view{"(not UTF-8)"};
    switch (level) {
    case NSCL_LOG_DEBUG: log::debug("plugin_log", {{"plugin", plugin.id()}, {"message", line}}); break;
    case NSCL_LOG_WARNING: log::warning("plugin_log", {{"plugin", plugin.id()}, {"message", line}}); break;
    case NSCL_LOG_ERROR: log::error("plugin_log", {{"plugin", plugin.id()}, {"message", line}}); break;
    default: log::info("plugin_log", {{"plugin", plugin.id()}, {"message", line}}); break;
    }
}

const void* get_extension(void* self, nscl_text id)
{
    const auto wanted = view(id);
    if (!self || !wanted) return nullptr;
    if (*wanted == NSCL_ENTITIES_V1) return &entities_functions();
    if (*wanted == NSCL_HTTP_V1) return &http_functions();
    if (*wanted == NSCL_DATABASE_V1) return &database_functions();
    if (*wanted == NSCL_SETTINGS_V1) return &settings_functions();
    if (*wanted == NSCL_AUDIT_V1) return &audit_functions();
    if (*wanted == NSCL_CLOCK_V1) return &clock_functions();
    return nullptr;
}

} // namespace

nscl_host host_table(hosted_plugin& plugin)
{
    return {sizeof(nscl_host), NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0, &plugin, write_log, get_extension};
}

} // namespace nscl::plugin_host
