#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace nscl::http {

/// How often something may be done by each of many: so many times at once, and as many again within a minute. In the memory of one process, which
/// forgets those who came least recently when there are too many. Thread-safe.
class token_buckets {
public:
    using clock = std::chrono::steady_clock;
    using time_source = std::function<clock::time_point()>;

    /// So many buckets are kept; one takes some 200 bytes.
    static constexpr std::size_t most_buckets = 20'000;

    /// `per_minute` 0: nothing is limited.
    explicit token_buckets(unsigned per_minute, std::size_t most = most_buckets, time_source now = &clock::now);

    /// Takes one of the key's tokens and returns 0; when none is left, the seconds until there is one again, at least 1.
    int take(std::string_view key);

    std::size_t size() const;

private:
    struct bucket {
        std::string key;
        double tokens;
        clock::time_point filled;
    };

    bucket& bucket_of(std::string_view key, clock::time_point now);

    const double capacity_;
    const std::size_t most_;
    const time_source now_;
    mutable std::mutex guard_;
    std::list<bucket> buckets_;                                                ///< last used first
    std::unordered_map<std::string_view, std::list<bucket>::iterator> by_key_; ///< views of the buckets' own keys
};

} // namespace nscl::http
