#pragma once

#include "core/database/lease.hpp"
#include "core/journal/chain.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/random.hpp"

#include <chrono>
#include <cstddef>
#include <string>

namespace nscl::journal {

/// Numbers and chains what is committed and unsealed, whichever process wrote it and when: ids and times do not say in which order
/// transactions became visible, the chain does. Of all processes on a database one does so at a time, by a lease; whoever finds work while
/// nobody has it takes it. One thread at a time.
class sealer {
public:
    /// How long rows wait when the process that sealed dies.
    static constexpr std::chrono::seconds lease_lifetime{5};
    /// Rows of one transaction, which on SQLite keeps other writers waiting.
    static constexpr std::size_t batch = 500;

    /// `holder` names this process, like no other. Everything given outlives the sealer.
    sealer(database::database& where, const platform::clock& clock, platform::random& random, std::string holder);

    /// Seals at most `batch` rows and returns how many: fewer when there are no more, none while another process seals. Without work it
    /// costs one read of an index. Throws database::error.
    std::size_t seal_batch();

    /// The last row that this process has sealed.
    const chain_head& head() const { return head_; }

    /// Lets another process go on at once. Throws database::error.
    void give_back();

private:
    bool has_work() const;

    database::database& where_;
    const platform::clock& clock_;
    platform::random& random_;
    database::lease lease_;
    chain_head head_;
};

} // namespace nscl::journal
