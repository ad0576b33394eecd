#include "core/http/token_buckets.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nscl::http {

token_buckets::token_buckets(unsigned per_minute, std::size_t most, time_source now)
    : capacity_(per_minute), most_(std::max<std::size_t>(most, 1)), now_(std::move(now))
{
}

token_buckets::bucket& token_buckets::bucket_of(std::string_view key, clock::time_point now)
{
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
        return buckets_.front();
    }
    if (buckets_.size() >= most_) {
        by_key_.erase(buckets_.back().key);
        buckets_.pop_back();
    }
    buckets_.push_front({.key = std::string{key}, .tokens = capacity_, .filled = now});
    by_key_.emplace(buckets_.front().key, buckets_.begin());
    return buckets_.front();
}

int token_buckets::take(std::string_view key)
{
    if (capacity_ == 0) return 0;
    const auto now = now_();
    const double per_second = capacity_ / 60;
    const std::scoped_lock lock{guard_};
    bucket& own = bucket_of(key, now);
    const double passed = std::chrono::duration<double>(now - own.filled).count();
    own.tokens = std::min(capacity_, own.tokens + std::max(passed, 0.0) * per_second);
    own.filled = std::max(own.filled, now);
    if (own.tokens < 1) return std::max(1, static_cast<int>(std::ceil((1 - own.tokens) / per_second)));
    own.tokens -= 1;
    return 0;
}

std::size_t token_buckets::size() const
{
    const std::scoped_lock lock{guard_};
    return buckets_.size();
}

} // namespace nscl::http
