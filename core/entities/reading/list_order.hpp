#pragma once

#include "core/entities/reading/list_query.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// A list is read in one or two stretches: rows where the sort column is null, and rows where it is not; each is a plain index range.
/// Null is lowest: first upwards, last downwards. The table is `t`.
struct stretch {
    condition where;
    std::string column; ///< that orders it before the id, or ""
    database::column column_type = database::column::integer;
    bool descending = false;

    /// ORDER BY ...
    std::string order() const;
    /// This stretch up to the row at `last`, without it.
    stretch before(const database::dialect& spoken, const database::value& sort, record_id last) const;
};

/// The stretches of the list, from behind `after` or from the beginning.
std::vector<stretch> stretches(const database::dialect& spoken, const entity& of, const list_query& query,
                               const std::optional<list_position>& after);

} // namespace nscl::entities
