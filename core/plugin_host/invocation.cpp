#include "core/plugin_host/invocation.hpp"

#include "core/log/log.hpp"
#include "core/plugin_host/call_context.hpp"
#include "core/plugin_host/plugin_failed.hpp"

#include <chrono>
#include <utility>

namespace nscl::plugin_host {

namespace {

[[noreturn]] void fail(const invocation& about, std::uint32_t number, const call_status& why)
{
    about.plugin.count_failure();
    log::error("plugin_failed", {{"plugin", about.plugin.id()},
                                 {"callback", number},
                                 {"status", why.status},
                                 {"code", why.code},
                                 {"problem", why.detail},
                                 {"request", about.request ? about.request->id : std::string{}}});
    const auto text = "plugin " + about.plugin.id() + ", callback " + std::to_string(number) + ": status " +
                      std::to_string(why.status) + " " + why.detail;
    if (why.status == NSCL_UNAVAILABLE) throw plugin_unavailable{text};
    throw plugin_failed{text};
}

} // namespace

call_status perform(invocation& about, database::transaction* within, std::uint32_t number, nscl_call& call,
                    const std::function<void(call_context&, nscl_call&)>& prepare)
{
    const auto reported = about.problems ? about.problems->size() : 0;
    call_context context{about, within};
    call.size = sizeof call;
    call.context = context.handle();
    if (prepare) prepare(context, call);
    const auto began = std::chrono::steady_clock::now();
    auto status = about.plugin.code().invoke(number, call);
    about.plugin.count_callback(std::chrono::steady_clock::now() - began);
    if (about.outage) std::rethrow_exception(std::exchange(about.outage, nullptr));
    switch (status.status) {
    case NSCL_OK:
        // Who has reported what is wrong with a value has no form of it to store.
        if (about.wants_result && !about.result && !(about.problems && about.problems->size() > reported)) {
            fail(about, number, {NSCL_FAILED, "no_result", {}, "it returned without a result", {}});
        }
        return status;
    case NSCL_REFUSED:
    case NSCL_NOT_FOUND:
    case NSCL_FORBIDDEN:
    case NSCL_CONFLICT: return status;
    default: fail(about, number, status);
    }
}

} // namespace nscl::plugin_host
