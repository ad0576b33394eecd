#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

namespace nscl::database {

/// Names the attempts at writing, each with a name of its own. Thread-safe.
class write_ids {
public:
    /// `origin` is unique to this object, on every process.
    explicit write_ids(std::string origin) : origin_(std::move(origin)) {}

    std::string next() { return origin_ + "-" + std::to_string(given_.fetch_add(1, std::memory_order_relaxed) + 1); }

private:
    std::string origin_;
    std::atomic<std::uint64_t> given_{0};
};

} // namespace nscl::database
