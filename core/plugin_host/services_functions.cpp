#include "core/entities/model/entity.hpp"
#include "core/journal/journal.hpp"
#include "core/plugin_host/host_functions.hpp"
#include "core/plugin_host/manifest.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/serve.hpp"

#include <boost/json.hpp>

/// The tables of nscl.settings/1, nscl.audit/1 and nscl.clock/1.
namespace nscl::plugin_host {

namespace {

std::int32_t get_setting(void* host, nscl_text name, nscl_value* value, nscl_error* error)
{
    return serve_anywhere(host, error, [&](const hosted_plugin& plugin) -> call_status {
        const auto wanted = view(name);
        if (!wanted || !value) return call_status::misuse("a name and a place for the value are needed");
        const auto* found = plugin.settings().find(*wanted);
        if (!found) return call_status::not_found("unknown_setting", "there is no setting " + std::string{*wanted});
        *value = *found;
        return {};
    });
}

bool is_json_object(std::string_view text)
{
    boost::system::error_code wrong;
    const auto parsed = boost::json::parse({text.data(), text.size()}, wrong);
    return !wrong && parsed.is_object();
}

std::int32_t write_audit(void* host, nscl_handle context, nscl_text action, nscl_text detail, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto what = view(action);
        const auto text = view(detail);
        if (!what || !entities::is_name(*what))
            return call_status::misuse("an audit entry's action is a name such as report_exported");
        if (!text || !is_json_object(*text)) return call_status::misuse("an audit entry's detail is a JSON object");
        const auto& about = at.about();
        const auto services = services_of(about.plugin);
        if (services.has_error()) return services.error();

        journal::entry row;
        row.at = (*services)->now();
        row.plugin = about.plugin.id_and_version();
        row.action = *what;
        row.changes = *text;
        row.origin = "system";
        if (about.who) {
            row.user = about.who->user;
            row.user_name = about.who->name;
            if (!about.who->origin.empty()) row.origin = about.who->origin;
        }
        if (auto* within = at.transaction())
            journal::append(*within, row);
        else
            (*services)->database().write([&](database::transaction& in) { journal::append(in, row); });
        return {};
    });
}

std::int32_t now(void* host, std::int64_t* microseconds)
{
    return serve_anywhere(host, nullptr, [&](const hosted_plugin& plugin) -> call_status {
        const auto services = services_of(plugin);
        if (!microseconds || services.has_error()) return call_status::misuse("there is no clock yet");
        *microseconds = (*services)->now();
        return {};
    });
}

std::int32_t today(void* host, std::int64_t* days)
{
    return serve_anywhere(host, nullptr, [&](const hosted_plugin& plugin) -> call_status {
        const auto services = services_of(plugin);
        if (!days || services.has_error()) return call_status::misuse("there is no clock yet");
        *days = days_of((*services)->today()).value();
        return {};
    });
}

} // namespace

const nscl_settings_v1& settings_functions()
{
    static constexpr nscl_settings_v1 table{.size = sizeof(nscl_settings_v1), .reserved = 0, .get = get_setting};
    return table;
}

const nscl_audit_v1& audit_functions()
{
    static constexpr nscl_audit_v1 table{.size = sizeof(nscl_audit_v1), .reserved = 0, .write = write_audit};
    return table;
}

const nscl_clock_v1& clock_functions()
{
    static constexpr nscl_clock_v1 table{.size = sizeof(nscl_clock_v1), .reserved = 0, .now = now, .today = today};
    return table;
}

} // namespace nscl::plugin_host
