#pragma once

#include "core/entities/model/access.hpp"
#include "core/entities/reading/list_query.hpp"
#include "core/search/word_index.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace nscl::entities {

/// Values by field index, in stored form and already accepted by their fields (field_types/field_type.hpp).
using field_values = std::map<std::size_t, field_value>;

/// Whose rights apply to an operation.
enum class authority {
    caller, ///< grants, readonly and written_by rules
    plugin, ///< none of them; rules, claims and journal still apply
    engine  ///< as plugin, and immutable fields may be let go: what a removal entails
};

/// The refusal for what is not there, or not the caller's to know of.
messages::refusal no_such_record();

/// The refusal for a change of a version that is not `current` any more.
messages::refusal stale(const record& current);

/// Creates, reads, updates, deletes and transitions records, inside a transaction that is given. Thread-safe: it has no state but
/// its model. All rules hold whichever door a value comes through.
class entity_store {
public:
    /// The clock outlives the store.
    entity_store(std::shared_ptr<const entities::model> model, const platform::clock& clock,
                 std::chrono::minutes utc_offset);

    const entities::model& model() const { return *model_; }
    const entities::access& access() const { return access_; }

    // Changes refuse with `not_found` where the caller may not know of the record, `forbidden` where he may not do it, `stale` for another
    // version, `invalid` with every field error, and `conflict` for claims, duplicates, illegal transitions and records in use.
    // What is refused may have been done in part: the transaction, or the `attempt` in it, has to be rolled back.

    /// The record, or `not_found`, also where the caller may not know of it.
    messages::outcome<record> read(database::reader& from, const caller& who, authority by, const entity& of,
                                   record_id id) const;

    messages::outcome<record> create(database::transaction& in, const caller& who, authority by, const entity& of,
                                     const field_values& given, unsigned depth = 0) const;

    /// `expected_version` 0: whatever it is.
    messages::outcome<record> update(database::transaction& in, const caller& who, authority by, const entity& of,
                                     record_id id, std::int64_t expected_version, const field_values& given,
                                     unsigned depth = 0) const;

    messages::outcome<> remove(database::transaction& in, const caller& who, authority by, const entity& of,
                               record_id id, std::int64_t expected_version, unsigned depth = 0) const;

    messages::outcome<record> transition(database::transaction& in, const caller& who, authority by, const entity& of,
                                         record_id id, std::int64_t expected_version, std::string_view name,
                                         const field_values& given, unsigned depth = 0) const;

    /// Locks the record for the rest of the transaction and changes its version.
    messages::outcome<record> lock(database::transaction& in, const entity& of, record_id id) const;

    /// Which actions and transitions the caller may take on this record now.
    struct abilities {
        std::vector<std::string> can;
        std::vector<const entities::transition*> transitions;
    };
    abilities abilities_of(database::reader& from, const caller& who, const entity& of, const record& existing) const;

private:
    /// The records that one removal takes along, each on the way out exactly once.
    using removal = std::set<std::pair<const entity*, record_id>>;
    messages::outcome<> remove(database::transaction& in, const caller& who, authority by, const entity& of,
                               record_id id, std::int64_t expected_version, unsigned depth, removal& along) const;
    /// What the on-delete rules of references to a removed record ask for: refuse, remove, or let go.
    messages::outcome<> release_referrers(database::transaction& in, const caller& who, const entity& of,
                                          const record& removed, unsigned depth, removal& along) const;
    static std::vector<record_id> referring(database::reader& from, const entity& referrer, const field& by,
                                            record_id target);

    std::shared_ptr<const entities::model> model_;
    entities::access access_;
    const platform::clock& clock_;
    std::chrono::minutes utc_offset_;
};

} // namespace nscl::entities
