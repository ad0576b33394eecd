#pragma once

#include "core/entities/store/entity_store.hpp"
#include "core/journal/journal.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace nscl::audit {

/// Which of the records that journal rows tell of show their values to a caller: those whose history he could open himself. A record
/// that is gone shows them to whoever may read every record of its entity only, because its scope cannot be looked up any more.
class readable_records {
public:
    /// Two queries for each entity among the rows. Everything given outlives this.
    readable_records(database::reader& from, const entities::entity_store& store, const entities::caller& who,
                     std::span<const journal::entry> rows);

    /// The row's entity, or null when its values are not the caller's to see.
    const entities::entity* entity_of(const journal::entry& row) const;

    /// What the row's record is called now; "" when it is gone or not the caller's to read, and in a row that was
    /// erased.
    std::string_view label_of(const journal::entry& row) const;

private:
    struct sight {
        bool all = false;
        std::set<entities::record_id> ids;
        std::map<entities::record_id, std::string> labels;
    };

    const entities::entity_store& store_;
    std::map<const entities::entity*, sight> seen_;
};

} // namespace nscl::audit
