#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace nscl::http {

/// What goes on once somebody says so, one wait after the other. Waits are numbered: a word that was meant for an earlier wait and comes
/// late resumes nothing. Not thread-safe.
template <class Continuation>
class numbered_wait {
public:
    using number = std::uint64_t;

    /// Begins the next wait; none is open.
    void begin(Continuation rest)
    {
        ++current_;
        rest_.emplace(std::move(rest));
    }

    /// Of the wait that is open, or of the last one.
    number current() const { return current_; }

    /// Goes on if this wait is still open.
    void resume(number which)
    {
        if (!rest_ || which != current_) return;
        Continuation rest = std::move(*rest_);
        rest_.reset();
        std::move(rest)();
    }

private:
    std::optional<Continuation> rest_;
    number current_ = 0;
};

} // namespace nscl::http
