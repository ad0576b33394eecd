#pragma once

#include "core/plugin_host/host_services.hpp"
#include "core/plugin_host/loaded_plugin.hpp"
#include "core/plugin_host/setting_values.hpp"

#include <nscl/abi/plugin.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace nscl::plugin_host {

/// A loaded plugin together with what the host gives it: the host's side of one pair. `self` of every table points to it. Hooks,
/// routes and streams hold it, so that the code they call stays. Services are there from connect to disconnect, which is between create
/// and destroy.
class hosted_plugin {
public:
    explicit hosted_plugin(loaded_plugin code);
    hosted_plugin(const hosted_plugin&) = delete;
    hosted_plugin& operator=(const hosted_plugin&) = delete;

    const std::string& id() const { return code_.about().id; }
    /// For the journal: "programme 0.1.0".
    const std::string& id_and_version() const { return id_and_version_; }

    loaded_plugin& code() { return code_; }
    const loaded_plugin& code() const { return code_; }

    void configure(setting_values settings) { settings_ = std::move(settings); }
    const setting_values& settings() const { return settings_; }

    void connect(std::shared_ptr<const host_services> services) { services_ = std::move(services); }
    /// Nothing runs any more. Breaks the circle store -> model -> hooks -> plugin -> store.
    void disconnect() { services_.reset(); }
    /// Null before connect and after disconnect.
    const host_services* services() const { return services_.get(); }

    /// What its callbacks did so far. `failed`: those that ended in an outage or a defect, not those that refuse.
    struct callback_counts {
        std::uint64_t called = 0;
        std::uint64_t failed = 0;
        std::chrono::nanoseconds took{0};
    };
    callback_counts callbacks() const
    {
        return {called_.load(std::memory_order_relaxed), failed_.load(std::memory_order_relaxed),
                std::chrono::nanoseconds{took_.load(std::memory_order_relaxed)}};
    }
    void count_callback(std::chrono::nanoseconds took)
    {
        called_.fetch_add(1, std::memory_order_relaxed);
        took_.fetch_add(took.count(), std::memory_order_relaxed);
    }
    void count_failure() { failed_.fetch_add(1, std::memory_order_relaxed); }

    /// Makes the instance.
    checked<> create() { return code_.create(table_); }

private:
    loaded_plugin code_;
    std::string id_and_version_;
    setting_values settings_;
    std::shared_ptr<const host_services> services_;
    nscl_host table_{};
    std::atomic<std::uint64_t> called_{0};
    std::atomic<std::uint64_t> failed_{0};
    std::atomic<std::int64_t> took_{0}; ///< nanoseconds
};

} // namespace nscl::plugin_host
