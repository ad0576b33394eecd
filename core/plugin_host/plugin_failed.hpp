#pragma once

#include "core/messages/refusal.hpp"

#include <exception>
#include <optional>
#include <stdexcept>

namespace nscl::plugin_host {

/// A plugin broke the contract, or failed without a reason that a caller could understand. Ends the request with 500; the log has the
/// plugin's id and what() already.
class plugin_failed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A plugin says that it cannot serve now (NSCL_UNAVAILABLE).
class plugin_unavailable : public plugin_failed {
public:
    using plugin_failed::plugin_failed;
};

/// For http::problem_writer::recognise: plugin_unavailable is a 503.
inline std::optional<messages::refusal> recognise_outage(const std::exception& thrown)
{
    if (!dynamic_cast<const plugin_unavailable*>(&thrown)) return std::nullopt;
    return messages::refusal{
        .why = messages::reason::unavailable, .code = "unavailable", .parameters = {}, .errors = {}, .retry_after = 5};
}

} // namespace nscl::plugin_host
