#pragma once

#include "core/plugin_host/call_context.hpp"

#include <nscl/abi/base.h>

#include <cstdint>
#include <exception>

/// The edge that every host function stands behind: finds the context, keeps exceptions away from the plugin.
namespace nscl::plugin_host {

/// What a host function answers when `thrown` hit it. The exception is kept: once the plugin has returned, it goes on from there.
call_status hit_by(call_context& context, std::exception_ptr thrown);

/// What a host function answers while an earlier exception is on its way.
call_status still_hit(const call_context& context);

/// Whether a host function may wait: for a connection, a lock, a disk.
enum class waiting : std::uint8_t { never, perhaps };

/// Runs the body of a host function that works in a context: `body(call_context&) -> call_status`.
template <class Body>
std::int32_t serve(void* host, nscl_handle handle, nscl_error* error, Body body,
                   waiting waits = waiting::perhaps) noexcept
{
    if (!host) return NSCL_MISUSE;
    auto* const context = call_context::find(*static_cast<const hosted_plugin*>(host), handle);
    if (!context) return answer(error, call_status::stale("the context's life is over, or it is another thread's"));
    if (waits == waiting::perhaps && !context->about().may_block)
        return answer(error, call_status::misuse("a route declared non-blocking calls nothing that may wait"));
    try {
        if (context->about().outage) return answer(error, still_hit(*context));
        return answer(error, body(*context));
    } catch (...) {
        return answer(error, hit_by(*context, std::current_exception()));
    }
}

/// The same for functions that need no context: `body(hosted_plugin&) -> call_status`.
template <class Body>
std::int32_t serve_anywhere(void* host, nscl_error* error, Body body) noexcept
{
    if (!host) return NSCL_MISUSE;
    try {
        return answer(error, body(*static_cast<hosted_plugin*>(host)));
    } catch (const std::exception& thrown) {
        return answer(error, {NSCL_FAILED, "host_failed", {}, thrown.what(), {}});
    }
}

} // namespace nscl::plugin_host
