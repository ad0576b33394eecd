#include "core/http/request_meter.hpp"

#include "core/http/router.hpp"

#include <algorithm>
#include <functional>

namespace nscl::http {

namespace {

/// In order. What is not among them is counted together, so that no plugin can make figures without end.
constexpr std::array counted_statuses{200U, 201U, 202U, 204U, 206U, 301U, 302U, 303U, 304U, 307U, 308U, 400U,
                                      401U, 403U, 404U, 405U, 406U, 408U, 409U, 410U, 412U, 413U, 414U, 415U,
                                      417U, 422U, 423U, 428U, 429U, 431U, 500U, 501U, 502U, 503U, 504U, 505U};

constexpr auto relaxed = std::memory_order_relaxed;

} // namespace

void status_counts::add(unsigned status)
{
    static_assert(counted_statuses.size() < most_statuses);
    const auto* const found = std::ranges::lower_bound(counted_statuses, status);
    const bool listed = found != counted_statuses.end() && *found == status;
    const auto at = listed ? static_cast<std::size_t>(found - counted_statuses.begin()) : counted_statuses.size();
    counts_[at].fetch_add(1, relaxed);
}

std::vector<std::pair<unsigned, std::uint64_t>> status_counts::read() const
{
    std::vector<std::pair<unsigned, std::uint64_t>> found;
    for (std::size_t at = 0; at <= counted_statuses.size(); ++at) {
        const auto count = counts_[at].load(relaxed);
        if (count > 0) found.emplace_back(at < counted_statuses.size() ? counted_statuses[at] : 0U, count);
    }
    return found;
}

void duration_counts::add(microseconds took)
{
    const auto* const found = std::ranges::lower_bound(bounds, took);
    counts_[static_cast<std::size_t>(found - bounds.begin())].fetch_add(1, relaxed);
    total_.fetch_add(took.count(), relaxed);
}

duration_counts::reading duration_counts::read() const
{
    reading now;
    for (std::size_t at = 0; at < counts_.size(); ++at) now.counts[at] = counts_[at].load(relaxed);
    now.total = microseconds{total_.load(relaxed)};
    return now;
}

request_meters::request_meters() : unrouted_(made({}, {}, {})) {}

std::shared_ptr<request_meter> request_meters::made(std::string method, std::string pattern, std::string owner)
{
    auto& place = meters_[method + " " + pattern];
    if (place && place->owner == owner) return place;
    auto& durations = durations_[owner];
    if (!durations) durations = std::make_shared<duration_counts>();
    place = std::make_shared<request_meter>();
    place->method = std::move(method);
    place->pattern = std::move(pattern);
    place->owner = std::move(owner);
    place->durations = durations;
    return place;
}

void request_meters::attach(std::vector<route>& routes)
{
    const std::scoped_lock lock{guard_};
    for (route& each : routes) each.meter = made(std::string{name(each.verb)}, each.pattern, each.owner);
}

std::vector<std::shared_ptr<const request_meter>> request_meters::all() const
{
    const std::scoped_lock lock{guard_};
    std::vector<std::shared_ptr<const request_meter>> found;
    found.reserve(meters_.size());
    for (const auto& [key, each] : meters_) found.push_back(each);
    return found;
}

std::map<std::string, std::shared_ptr<const duration_counts>> request_meters::durations() const
{
    const std::scoped_lock lock{guard_};
    return {durations_.begin(), durations_.end()};
}

} // namespace nscl::http
