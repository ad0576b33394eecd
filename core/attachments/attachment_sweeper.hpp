#pragma once

#include "core/database/database.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/platform/clock.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace nscl::attachments {

/// Removes uploads that no record holds, and content that belongs to none any more. Several processes may sweep one database. Not thread-safe.
class attachment_sweeper {
public:
    /// Uploads stay for `lifetime` at least. Everything given outlives the sweeper, but the store, which it keeps alive.
    attachment_sweeper(database::database& where, std::shared_ptr<const entities::entity_store> store,
                       const platform::clock& clock, std::chrono::hours lifetime);

    /// Looks at some thousand attachments, where the last call ended, and begins again after the last. Returns how many it removed. Throws
    /// database::error.
    std::size_t sweep();

private:
    struct upload {
        entities::record_id id = 0;
        std::string digest;
    };
    std::vector<upload> unlinked(database::reader& from);
    bool remove(const upload& which);

    database::database& database_;
    std::shared_ptr<const entities::entity_store> store_;
    const platform::clock& clock_;
    const entities::entity& type_;
    std::chrono::hours lifetime_;
    entities::record_id after_ = 0;
};

} // namespace nscl::attachments
