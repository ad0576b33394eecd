#pragma once

#include "core/entities/store/derived_ledger.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nscl::entities {

/// How the parts of an entity's derived values are written down.
std::string sort_part(const field& of); ///< "sort title vi-153.112"
std::string claim_part(const claim& of);
std::string
words_part(const entity& of); ///< every entity has one, so that words disappear with the last searchable field

/// Writes derived values of stored records anew: those parts of them that it is made for. Holds nothing of a transaction.
class derived_writer {
public:
    /// `of` outlives it.
    derived_writer(const entity& of, const derived_parts& missing);

    /// What became of some records.
    struct piece {
        std::size_t records = 0;
        record_id last = 0; ///< of them, 0 for none
        std::map<std::string, std::set<record_id>>
            in_conflict; ///< by claim: records that make the same as another; nothing is written
    };

    /// Goes on with the next `most` records above `after`, by ascending id. Throws schema_refused when a claim cannot be computed, and
    /// what plugin code throws.
    piece write(database::transaction& in, record_id after, std::size_t most) const;

private:
    struct rows;

    rows read(database::transaction& in, record_id after, std::size_t most) const;
    void write(database::transaction& in, const record& stored, const std::vector<std::optional<std::string>>& kept,
               piece& into) const;
    std::optional<std::string> claimed_by(database::transaction& in, const record& stored, const claim& asked) const;
    bool is_free(database::transaction& in, const record& stored, const claim& asked, const std::string& text,
                 piece& into) const;

    const entity& of_;
    std::vector<std::size_t> sorted_; ///< fields
    std::vector<const claim*> claims_;
    std::vector<std::string> columns_; ///< sort keys, then claims
    bool words_ = false;
};

} // namespace nscl::entities
