#pragma once

#include "core/database/database.hpp"
#include "core/journal/chain.hpp"
#include "core/journal/finding.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace nscl::journal {

/// What a verification came to.
struct verification {
    std::int64_t sealed = 0; ///< rows with a number, whatever was found of them
    std::int64_t erased = 0;
    std::int64_t unsealed = 0; ///< older than a minute or not
    std::int64_t findings = 0; ///< faults: all that was told but erased rows
    chain_head head;
};

/// How long a row may be without a seal. A transaction that took longer, an import perhaps, may be found in the moment before it is sealed.
inline constexpr std::chrono::minutes longest_unsealed{1};

/// Reads the whole journal by number, in pieces and in constant memory, and tells what is wrong with it. `known` are heads that the line
/// log has, or anybody who wrote one down: the chain alone cannot show that its end is missing, or that somebody computed all of it again.
/// Writes nothing, and may run beside servers: what is sealed does not change. Throws database::error.
verification verify(database::database& where, platform::instant now, const std::vector<chain_head>& known,
                    const finding_teller& tell);

} // namespace nscl::journal
