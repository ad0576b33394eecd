#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace nscl::http {

/// So many bytes, of memory or of a disk, for all request bodies together. Thread-safe.
class body_budget {
public:
    explicit body_budget(std::size_t capacity) : capacity_(capacity) {}

    body_budget(const body_budget&) = delete;
    body_budget& operator=(const body_budget&) = delete;

    /// Whether so many bytes would find room now. Takes none of it.
    bool has_room_for(std::size_t bytes) const;

    std::size_t capacity() const { return capacity_; }
    std::size_t held() const { return held_.load(std::memory_order_relaxed); }

private:
    friend class body_share;

    bool take(std::size_t bytes);
    void give_back(std::size_t bytes);

    const std::size_t capacity_;
    std::atomic<std::size_t> held_{0};
};

/// What one body holds of a budget; given back when it is released or destroyed. Not thread-safe.
class body_share {
public:
    body_share() = default;
    ~body_share() { release(); }

    body_share(const body_share&) = delete;
    body_share& operator=(const body_share&) = delete;
    body_share(body_share&& other) noexcept;
    body_share& operator=(body_share&& other) noexcept;

    /// Holds at least `bytes` of `from`, always the same budget, which it keeps alive. False when the budget has no more; then it holds
    /// what it held.
    bool grow_to(const std::shared_ptr<body_budget>& from, std::size_t bytes);
    void release();

private:
    std::shared_ptr<body_budget> from_;
    std::size_t held_ = 0;
};

} // namespace nscl::http
