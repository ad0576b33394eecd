#pragma once

#include "core/entities/routes/caller_source.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"
#include "core/http/token_buckets.hpp"
#include "core/settings/settings.hpp"

#include <optional>
#include <vector>

namespace nscl::entities {

/// How many requests of the routes that say so (route::counts_as) one client may send: logins by address, expensive work by user, or by address
/// where nobody is logged in. What is more gets 429 with the time to wait. Each process counts by itself. Thread-safe.
class rate_limits {
public:
    /// Everything given outlives the limits.
    rate_limits(const settings::limit_settings& limits, caller_source& callers, const http::problem_writer& problems,
                const http::token_buckets::time_source& now = &http::token_buckets::clock::now);

    /// Sets the limits before the handlers of these routes; they refer to this object. Throws std::logic_error for a limited route on an I/O thread:
    /// finding out who asks may wait.
    void guard(std::vector<http::route>& routes);

private:
    std::optional<messages::refusal> refuse(http::rate which, const http::request& asked);
    std::optional<messages::refusal> refuse_login(const http::request& asked);
    std::optional<messages::refusal> refuse_expensive(const http::request& asked);

    caller_source& callers_;
    const http::problem_writer& problems_;
    http::token_buckets logins_;
    http::token_buckets expensive_;
};

} // namespace nscl::entities
