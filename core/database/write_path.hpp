#pragma once

#include "core/database/database.hpp"
#include "core/database/pooled_transaction.hpp"

#include <functional>
#include <string>

namespace nscl::database {

/// How the writes of all threads come to one database. Thread-safe.
class write_path {
public:
    /// Returns false to roll back; may run several times.
    using closure = std::function<bool(transaction&)>;
    /// Whether the write whose id that is took place.
    using commit_lookup = std::function<bool(reader&, const std::string& write_id)>;

    virtual ~write_path() = default;

    /// Runs `work` in a transaction; returns once that is durable, with what the closure wants done then, or with nothing when the closure
    /// rolled back. Throws what the closure threw, or database::error.
    virtual effects write(const closure& work, commit_sharing sharing) = 0;

    /// Set once, before the first write.
    virtual void resolve_lost_commits_with(commit_lookup committed) = 0;

    virtual write_counts counts() const = 0;
};

} // namespace nscl::database
