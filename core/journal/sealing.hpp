#pragma once

#include "core/journal/sealer.hpp"
#include "core/platform/repeating.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
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

    struct figures {
        std::int64_t head = 0;    ///< number of the last row that this process sealed; 0 when it seals nothing
        std::uint64_t sealed = 0; ///< rows, by this process
        bool failing = false;     ///< the last try met an outage
    };
    /// From any thread.
    figures counts() const;

    sealing(const sealing&) = delete;
    sealing& operator=(const sealing&) = delete;

private:
    std::size_t seal_some();
    void seal_all();
    void seal_the_rest();
    void tell_head();

    const platform::clock& clock_;
    sealer sealer_;
    chain_head told_;
    platform::instant told_at_ = 0;
    std::atomic<bool> failing_{false}; ///< an outage is logged once
    std::atomic<std::int64_t> sealed_number_{0};
    std::atomic<std::uint64_t> sealed_rows_{0};
    std::atomic<bool> ending_{false};
    std::optional<platform::repeating> again_;
};

} // namespace nscl::journal
