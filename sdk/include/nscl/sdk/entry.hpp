#pragma once

#include <nscl/abi/layout.h>
#include <nscl/sdk/catalogue.hpp>
#include <nscl/sdk/plugin.hpp>

#include <memory>
#include <span>
#include <string>

namespace nscl::sdk {

/// Where the body of NSCL_PLUGIN stands, so that it may speak of nscl::sdk's names as they are.
namespace registration {
void declare(plugin& plugin);
}

namespace detail {

/// The plugin as declared, with its document: the same for every instance and every thread. Kept by the library, and
/// freed when it is unmapped, when nothing runs any more.
struct declared {
    declared()
    {
        registration::declare(what);
        document = what.document();
    }

    plugin what;
    std::string document;
};

/// Made by the first who asks. Throws what registration throws, each time anew.
inline const declared& the_plugin()
{
    static const declared one;
    return one;
}

inline std::int32_t declare(nscl_text* document, nscl_error* target) noexcept
{
    return guarded(target, nullptr, [&] { *document = borrow(the_plugin().document); });
}

inline std::int32_t create(const nscl_host* host, void** made, nscl_error* target) noexcept
{
    return guarded(target, nullptr, [&] {
        the_plugin();
        *made = std::make_unique<instance>(host).release();
    });
}

inline void destroy(void* made) noexcept
{
    delete static_cast<instance*>(made);
}

inline std::int32_t start(void* made, nscl_error* target) noexcept
{
    return guarded(target, nullptr, [&] {
        if (const auto& starting = the_plugin().what.starting()) starting(server{*static_cast<instance*>(made)});
    });
}

/// Draining and stopping cannot fail; what goes wrong there is logged.
template <class Choose>
void wind_down(void* made, Choose choose) noexcept
{
    const server here{*static_cast<instance*>(made)};
    try {
        if (const auto& fn = choose(the_plugin().what)) fn(here);
    } catch (const std::exception& why) {
        here.log(level::error, why.what());
    } catch (...) {
        here.log(level::error, "an exception that is no std::exception");
    }
}

inline void drain(void* made) noexcept
{
    wind_down(made, [](const plugin& what) -> const auto& { return what.draining(); });
}

inline void stop(void* made) noexcept
{
    wind_down(made, [](const plugin& what) -> const auto& { return what.stopping(); });
}

inline bool runs_in_transaction(std::int32_t kind)
{
    return kind == NSCL_CALL_CHECK || kind == NSCL_CALL_CLAIM || kind == NSCL_CALL_BEFORE || kind == NSCL_CALL_FIELD;
}

inline std::int32_t invoke(void* made, std::uint32_t number, nscl_call* call, nscl_error* target) noexcept
{
    fate outcome{runs_in_transaction(call->kind), false};
    const place where{static_cast<const instance*>(made), call->context, &outcome};
    return guarded(target, &outcome, [&] {
        switch (call->kind) {
        case NSCL_CALL_CHUNK: {
            auto* const source = reinterpret_cast<chunks*>(static_cast<std::uintptr_t>(call->state));
            call->written = source->next({reinterpret_cast<char*>(call->buffer), call->capacity}, context{where});
            return;
        }
        case NSCL_CALL_RELEASE: delete reinterpret_cast<chunks*>(static_cast<std::uintptr_t>(call->state)); return;
        default: the_plugin().what.callbacks().at(number)(where, number, *call);
        }
    });
}

inline constexpr nscl_plugin table{
    sizeof(nscl_plugin), NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0, declare, create, start, drain, stop, destroy, invoke,
};

inline std::int32_t query(const nscl_boot* boot, const nscl_plugin** plugin) noexcept
{
    if (boot == nullptr || plugin == nullptr || boot->abi_major != NSCL_ABI_MAJOR) return NSCL_REFUSED;
    *plugin = &table;
    return NSCL_OK;
}

} // namespace detail
} // namespace nscl::sdk

extern "C" NSCL_EXPORT std::int32_t nscl_plugin_query_v1(const nscl_boot* boot, const nscl_plugin** plugin) noexcept;

/// Makes the library a plugin; the body that follows declares what it adds, on a plugin& of the given name. Stands once,
/// outside every namespace.
#define NSCL_PLUGIN(name)                                                                                              \
    extern "C" NSCL_EXPORT std::int32_t nscl_plugin_query_v1(const nscl_boot* boot,                                    \
                                                             const nscl_plugin** plugin) noexcept                      \
    {                                                                                                                  \
        return ::nscl::sdk::detail::query(boot, plugin);                                                               \
    }                                                                                                                  \
    void ::nscl::sdk::registration::declare(::nscl::sdk::plugin& name)
