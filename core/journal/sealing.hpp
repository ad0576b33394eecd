#pragma once

#include "core/journal/sealer.hpp"
#include "core/platform/repeating.hpp"

#include <atomic>
#include <chrono>
#include <optional>

namespace nscl::journal {

/// Seals on a thread of its own for as long as it lives, and tells the line log the chain's head: whoever cuts rows off the journal's end
/// would have to cut the log too. Outages are logged and survived.
class sealing {
public:
    static constexpr std::chrono::milliseconds every{500};
    static constexpr std::chrono::minutes tell_every{1};

    /// Everything given outlives it.
    sealing(database::database& where, const platform::clock& clock, platform::random& random, std::string holder);

    /// Seals what was written last, unless another process seals, and lets others go on.
    ~sealing();

    sealing(const sealing&) = delete;
    sealing& operator=(const sealing&) = delete;

private:
    void seal_all();
    void seal_the_rest();
    void tell_head();

    const platform::clock& clock_;
    sealer sealer_;
    chain_head told_;
    platform::instant told_at_ = 0;
    bool failing_ = false; ///< an outage is logged once
    std::atomic<bool> ending_{false};
    std::optional<platform::repeating> again_;
};

} // namespace nscl::journal
