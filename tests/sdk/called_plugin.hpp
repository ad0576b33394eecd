#pragma once

#include "tests/sdk/driven_plugin.hpp"
#include "tests/sdk/everything.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

/// The table of the plugin in everything.cpp.
inline const nscl_plugin& everything_table()
{
    const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0};
    const nscl_plugin* result = nullptr;
    if (nscl_plugin_query_v1(&boot, &result) != NSCL_OK)
        throw std::runtime_error{"the plugin refused its own header's version"};
    return *result;
}

/// That plugin, created by a host in memory. Numbers of callbacks are those of data/everything.json.
class called_plugin : public testing::Test {
protected:
    static nscl_call call(std::int32_t kind, std::string_view action = {}, std::string_view name = {})
    {
        return fakes::driven_plugin::call(kind, action, name);
    }
    nscl_call on_record(std::int32_t kind, std::string_view action, fakes::fake_host::fields content)
    {
        nscl_call made = call(kind, action);
        made.record = host.record(std::move(content));
        return made;
    }
    /// Calls the route whose handler is given.
    std::int32_t route(std::function<nscl::sdk::answer(const nscl::sdk::request&)> handler)
    {
        everything::route = std::move(handler);
        return plugin.invoke(11, call(NSCL_CALL_ROUTE));
    }
    /// Calls the plugin's second check, which does this.
    std::int32_t check(std::function<void()> body)
    {
        everything::check = std::move(body);
        return plugin.invoke(2, on_record(NSCL_CALL_CHECK, "create", {}));
    }

    fakes::fake_host host;
    fakes::driven_plugin plugin{everything_table(), host};
};
