#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace nscl::http {

/// The memory that all request bodies together may take while they arrive and are worked on. Thread-safe.
class body_budget {
public:
    /// So much of each body is not counted: the number of connections bounds it, and a login gets through while uploads fill the rest.
    static constexpr std::size_t uncounted = 16 * 1024;

    explicit body_budget(std::size_t capacity) : capacity_(capacity) {}

    body_budget(const body_budget&) = delete;
    body_budget& operator=(const body_budget&) = delete;

    /// Whether a body of so many bytes would find room now. Takes none of it.
    bool has_room_for(std::size_t body) const;

    std::size_t capacity() const { return capacity_; }
    std::size_t held() const { return held_.load(std::memory_order_relaxed); }

private:
    friend class body_share;

    bool take(std::size_t bytes);
    void give_back(std::size_t bytes);

    const std::size_t capacity_;
    std::atomic<std::size_t> held_{0};
};

/// What one body holds of the budget; given back when it is released or destroyed. Not thread-safe.
class body_share {
public:
    body_share() = default;
    ~body_share() { release(); }

    body_share(const body_share&) = delete;
    body_share& operator=(const body_share&) = delete;

    /// Holds what a body of `body` bytes needs of `from`, always the same budget, which it keeps alive. False when the budget has no more;
    /// then it holds what it held.
    bool grow_to(const std::shared_ptr<body_budget>& from, std::size_t body);
    void release();

private:
    std::shared_ptr<body_budget> from_;
    std::size_t held_ = 0;
};

} // namespace nscl::http
