#include "core/entities/routes/rate_limits.hpp"

#include "core/http/network_list.hpp"
#include "core/log/log.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace nscl::entities {

namespace {

messages::refusal too_many(std::string_view code, int seconds)
{
    auto refused = messages::refuse(messages::reason::too_many_requests, std::string{code},
                                    {{"seconds", std::to_string(seconds)}});
    refused.retry_after = seconds;
    return refused;
}

} // namespace

rate_limits::rate_limits(const settings::limit_settings& limits, caller_source& callers,
                         const http::problem_writer& problems, const http::token_buckets::time_source& now)
    : callers_(callers),
      problems_(problems),
      logins_(limits.logins_per_minute, http::token_buckets::most_buckets, now),
      expensive_(limits.expensive_per_minute, http::token_buckets::most_buckets, now)
{
    problems.limits().know("too_many_logins");
    problems.limits().know("too_many_requests");
}

void rate_limits::guard(std::vector<http::route>& routes)
{
    for (http::route& each : routes) {
        if (each.counts_as == http::rate::unlimited) continue;
        if (each.runs_on == http::placement::io_thread)
            throw std::logic_error{"route " + each.pattern + " of " + each.owner + ": limited, and on an I/O thread"};
        each.handler = [this, which = each.counts_as, inner = std::move(each.handler)](const http::request& asked) {
            if (const auto refused = refuse(which, asked)) return problems_.from(*refused, asked);
            return inner(asked);
        };
    }
}

std::optional<messages::refusal> rate_limits::refuse(http::rate which, const http::request& asked)
{
    return which == http::rate::login ? refuse_login(asked) : refuse_expensive(asked);
}

std::optional<messages::refusal> rate_limits::refuse_login(const http::request& asked)
{
    const int seconds = logins_.take(http::client_of(asked.peer));
    if (seconds == 0) return std::nullopt;
    log::warning("too_many_logins", {{"peer", asked.peer}, {"seconds", seconds}, {"id", asked.id}});
    return too_many("too_many_logins", seconds);
}

std::optional<messages::refusal> rate_limits::refuse_expensive(const http::request& asked)
{
    const auto who = callers_.identify(asked);
    if (who.has_error()) return std::nullopt; // the handler says what is wrong with the credentials
    const bool known = (*who)->user != 0;
    const int seconds = expensive_.take(known ? "user " + std::to_string((*who)->user) : http::client_of(asked.peer));
    if (seconds == 0) return std::nullopt;
    log::warning("too_many_requests",
                 {{"route", asked.route}, {"peer", asked.peer}, {"user", (*who)->name}, {"id", asked.id}});
    return too_many("too_many_requests", seconds);
}

} // namespace nscl::entities
