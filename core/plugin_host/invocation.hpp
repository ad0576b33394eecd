#pragma once

#include "core/entities/model/entity.hpp"
#include "core/http/request.hpp"
#include "core/messages/catalogue.hpp"
#include "core/plugin_host/hosted_plugin.hpp"
#include "core/plugin_host/route_answer.hpp"
#include "core/plugin_host/value_conversion.hpp"

#include <exception>
#include <functional>
#include <optional>
#include <vector>

namespace nscl::plugin_host {

class call_context;

/// What one call of a plugin's callback is about. Lives on the caller's stack; the plugin's contexts, its own and those of
/// transactions inside, look at it.
struct invocation {
    hosted_plugin& plugin;
    const entities::caller* who = nullptr; ///< null where nobody is asked for, such as a field type's rule
    messages::language language = messages::language::vi;
    const http::request* request = nullptr;                 ///< routes
    route_answer* answer = nullptr;                         ///< routes: where the answer goes
    entities::change* change = nullptr;                     ///< record callbacks
    std::vector<messages::field_error>* problems = nullptr; ///< where rules report; null: nowhere
    bool may_block = true;     ///< false on an I/O thread: host functions that may wait are refused
    bool wants_result = false; ///< there must be one, unless something is reported
    std::optional<kept_value> result = {};

    unsigned transactions = 0;      ///< running now inside this callback
    std::exception_ptr outage = {}; ///< what hit a host function; the plugin must return, then it goes on
};

/// Runs callback `number` with `call`, whose context is filled in here and which holds what the plugin wrote into it afterwards. `within`: the
/// transaction that the callback takes part in, or null. `prepare` completes the call with handles of its context. Returns NSCL_OK, NSCL_REFUSED, NSCL_NOT_FOUND, NSCL_FORBIDDEN or NSCL_CONFLICT. Rethrows what hit the host's own
/// functions during the call, whatever the plugin made of it; throws plugin_unavailable and plugin_failed, logged with the plugin's id.
call_status perform(invocation& about, database::transaction* within, std::uint32_t number, nscl_call& call,
                    const std::function<void(call_context&, nscl_call&)>& prepare = {});

} // namespace nscl::plugin_host
