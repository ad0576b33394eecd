#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace nscl::http {

struct route;

/// How many answers went out, by status. Thread-safe; adding is one relaxed increment.
class status_counts {
public:
    void add(unsigned status);
    /// Those that are not zero, in order; status 0 is whatever the table in the .cpp does not list.
    std::vector<std::pair<unsigned, std::uint64_t>> read() const;

private:
    static constexpr std::size_t most_statuses = 40;
    std::array<std::atomic<std::uint64_t>, most_statuses> counts_{};
};

/// How long requests took, in few classes. Thread-safe like status_counts.
class duration_counts {
public:
    using microseconds = std::chrono::microseconds;
    /// The classes' upper ends, included; one more class is above them.
    static constexpr std::array<microseconds, 7> bounds{{microseconds{1000}, microseconds{5000}, microseconds{25000},
                                                         microseconds{100000}, microseconds{500000},
                                                         microseconds{2500000}, microseconds{10000000}}};

    void add(microseconds took);

    struct reading {
        std::array<std::uint64_t, bounds.size() + 1> counts{}; ///< of each class, not of those below it
        microseconds total{0};
    };
    reading read() const;

private:
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> counts_{};
    std::atomic<std::int64_t> total_{0};
};

/// What is counted of one route's requests. Adding takes no lock and looks nothing up.
struct request_meter {
    std::string method;
    std::string pattern; ///< "" for requests that reached no route
    std::string owner;
    status_counts answers;
    std::shared_ptr<duration_counts>
        durations; ///< shared by the routes of one owner, which keeps the number of figures small

    void add(unsigned status, std::chrono::microseconds took)
    {
        answers.add(status);
        durations->add(took);
    }
};

/// The meters of all routes that were ever published, so that a new generation goes on counting where the last one ended. Thread-safe.
class request_meters {
public:
    request_meters();

    /// Gives each route its meter. Before they are published.
    void attach(std::vector<route>& routes);

    /// Of requests that reach no route: unknown paths, unreadable headers. Never null.
    const std::shared_ptr<request_meter>& unrouted() const { return unrouted_; }

    std::vector<std::shared_ptr<const request_meter>> all() const;
    std::map<std::string, std::shared_ptr<const duration_counts>> durations() const; ///< by owner

private:
    std::shared_ptr<request_meter> made(std::string method, std::string pattern, std::string owner);

    mutable std::mutex guard_;
    std::map<std::string, std::shared_ptr<request_meter>, std::less<>> meters_; ///< by method and pattern
    std::map<std::string, std::shared_ptr<duration_counts>, std::less<>> durations_;
    std::shared_ptr<request_meter> unrouted_;
};

} // namespace nscl::http
