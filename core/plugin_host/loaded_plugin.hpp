#pragma once

#include "core/plugin_host/call_status.hpp"
#include "core/plugin_host/manifest.hpp"
#include "core/plugin_host/shared_library.hpp"

#include <nscl/abi/plugin.h>

#include <string>
#include <string_view>

namespace nscl::plugin_host {

/// A plugin's way, forwards only; `failed` ends it from everywhere.
enum class plugin_state {
    discovered, ///< the file was found
    verified,   ///< its manifest is sound and fits this host; it has been mapped and its table checked
    resolved,   ///< what it depends on is there
    declared,   ///< its declaration was read
    checked,    ///< it fits all others: routes, roles, tables
    migrated,   ///< its tables exist
    created,
    started,
    draining,
    stopped,
    destroyed,
    failed
};
std::string_view name(plugin_state which);

/// A plugin's code and, between create and destroy, its one instance. Calls into the plugin come in the order of the contract whatever
/// the user of this class does; an exception that crosses the boundary is caught and becomes a failure. Life cycle calls: one thread at
/// a time. invoke: any thread, between create and stop.
class loaded_plugin {
public:
    /// Maps the library and checks its table: version, and that every slot that is not optional is there.
    static checked<loaded_plugin> load(manifest about, unmapping later,
                                       const std::filesystem::path& copies = std::filesystem::temp_directory_path());

    loaded_plugin(loaded_plugin&&) noexcept;
    loaded_plugin& operator=(loaded_plugin&&) = delete;
    /// Stops and destroys what was not.
    ~loaded_plugin();

    const manifest& about() const { return about_; }
    plugin_state state() const { return state_; }
    /// What happened outside: resolved, declared, checked, migrated.
    void reached(plugin_state next) { state_ = next; }

    /// The declaration, copied.
    checked<std::string> declare();

    /// `host` outlives the instance. After a defect the plugin has failed, and what it had reached is cleaned up.
    checked<> create(const nscl_host& host);
    checked<> start();
    void drain() noexcept;
    void stop() noexcept;
    void destroy() noexcept;

    /// Runs callback `number`. NSCL_FAILED where an exception crossed the boundary or the status is none of the contract's. Throws
    /// plugin_failed when there is no instance.
    call_status invoke(std::uint32_t number, nscl_call& call) const;

private:
    loaded_plugin(manifest about, shared_library library, const nscl_plugin* table);

    /// Why a control call failed, logged and remembered.
    defect fail(std::string_view step, const call_status& why);

    manifest about_;
    shared_library library_;
    const nscl_plugin* table_;
    void* instance_ = nullptr;
    bool exists_ = false;  ///< create succeeded, destroy is due
    bool running_ = false; ///< start succeeded, stop is due
    plugin_state state_ = plugin_state::verified;
};

} // namespace nscl::plugin_host
