#include "core/plugin_host/serve.hpp"

#include "core/database/error.hpp"
#include "core/plugin_host/plugin_failed.hpp"

namespace nscl::plugin_host {

namespace {

bool in_transaction(const call_context& context)
{
    return context.transaction() != nullptr || context.about().transactions > 0;
}

call_status named(const call_context& context, const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const database::error& wrong) {
        switch (wrong.kind()) {
        case database::fault::conflict:
            if (in_transaction(context)) return {NSCL_RETRY, "lost_race", {}, "the transaction lost a race", {}};
            return {NSCL_UNAVAILABLE, "unavailable", {}, wrong.what(), {}};
        case database::fault::busy:
        case database::fault::connection_lost:
        case database::fault::outcome_unknown:
        case database::fault::disk_failed:
        case database::fault::read_only:
        case database::fault::disk_full: return {NSCL_UNAVAILABLE, "unavailable", {}, wrong.what(), {}};
        default: return {NSCL_FAILED, "database_error", {}, wrong.what(), {}};
        }
    } catch (const plugin_unavailable& wrong) {
        return {NSCL_UNAVAILABLE, "unavailable", {}, wrong.what(), {}};
    } catch (const std::exception& wrong) {
        return {NSCL_FAILED, "host_failed", {}, wrong.what(), {}};
    } catch (...) {
        return {NSCL_FAILED, "host_failed", {}, "an exception that is no std::exception", {}};
    }
}

} // namespace

call_status hit_by(call_context& context, std::exception_ptr thrown)
{
    auto status = named(context, thrown);
    context.about().outage = std::move(thrown);
    return status;
}

call_status still_hit(const call_context& context)
{
    return named(context, context.about().outage);
}

} // namespace nscl::plugin_host
