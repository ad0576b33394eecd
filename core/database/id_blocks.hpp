#pragma once

#include "core/database/connection.hpp"

#include <cstdint>
#include <mutex>
#include <optional>

namespace nscl::database {

/// Ids that this process has reserved in core_sequence and not yet given out. Thread-safe.
class id_blocks {
public:
    static constexpr std::int64_t block = 4096;
    static constexpr std::int64_t low = 1024;

    /// Reserves a block in a transaction of its own when few ids are left. `on` is between transactions. One thread at
    /// a time does so, the others go on with what is left.
    void refill(connection& on);

    /// An id, when one is left.
    std::optional<std::int64_t> take();

    /// core_sequence, which also holds the gapless sequences of transaction::next_number.
    static table_model table();

    /// Creates core_sequence and its first row where they are missing.
    static void create(connection& on);

    /// Reserves a block inside the transaction that `on` is in; returns its first id. It is that transaction's alone.
    static std::int64_t reserve(connection& on);

private:
    struct range {
        std::int64_t next = 0;
        std::int64_t end = 0;
        std::int64_t left() const { return end - next; }
    };

    std::int64_t left();

    std::mutex reserving_;
    std::mutex mutex_; ///< guards the ranges
    range current_;
    range following_;
};

} // namespace nscl::database
