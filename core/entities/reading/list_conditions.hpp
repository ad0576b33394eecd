#pragma once

#include "core/entities/reading/list_query.hpp"
#include "core/search/query.hpp"

#include <optional>

namespace nscl::entities {

/// What the rows of a list must meet, paging aside. The table is `t`.
///
/// A page is found in one of two ways: over an index of what is asked for, where all it leads to are sorted, or in the order of the list,
/// where each row is asked. The first is quick where little is found, the second where much is. Databases choose without knowing which is
/// the case, so it is found out here.
class list_conditions {
public:
    /// Counts, to a limit, how often the words of a search occur, where all that it finds are sorted or counted.
    list_conditions(database::reader& from, const entity& of, const condition& scope, const list_query& query);

    /// For the database to choose the way.
    condition whole() const;
    /// The same, for few rows: each is asked for the words.
    condition of_few() const;
    /// The same without the words, for a walk in the list's order: it leads to no other index.
    condition in_order() const;

    /// Whether an index, of words or of fields, leads to so few rows that sorting them costs little. Counts them, to a limit.
    bool lead_to_few(database::reader& from) const;
    /// Whether the database could leave the list's order for another index.
    bool lead_elsewhere() const { return words_ || !leading_.is_always() || !direct_scope_; }

    /// None when the search has no word.
    const std::optional<search::query>& words() const { return words_; }

private:
    const entity& of_;
    condition along_;   ///< filters on what the list is sorted by: a range of its index
    condition across_;  ///< scope, the other filters, a search without words
    condition leading_; ///< those of all of them that an index has rows for
    bool direct_scope_; ///< whether the scope is on columns of the table itself
    std::optional<search::query> words_;
};

} // namespace nscl::entities
