#pragma once

#include "core/entities/reading/list_query.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// Rows of a list that stand one behind the other, as one range of an index on the sort column and the id. The table is `t`.
class stretch {
public:
    /// Where the sort column (SQL) is null, or all rows in the order of their ids.
    static stretch of_no_value(condition which, bool descending);
    /// Where `column` holds something.
    static stretch of_values(std::string column, database::column type, bool descending);

    condition where() const { return values_ && from_ && to_; }
    /// " ORDER BY ..."
    std::string order() const;
    /// What a row is sorted by before its id (SQL), "" for nothing; and how it is read.
    const std::string& column() const { return column_; }
    database::column column_type() const { return type_; }

    /// What ends with a row of it, and what comes behind that row.
    std::vector<stretch> up_to(const list_position& last) const;
    std::vector<stretch> behind(const list_position& last) const;

private:
    /// The rows whose value is the one of `at`.
    stretch of_value(const list_position& at) const;

    condition values_;
    condition from_ = condition::always();
    condition to_ = condition::always();
    std::string column_;
    database::column type_ = database::column::integer;
    bool descending_ = false;
    bool one_value_ = true; ///< so that the ids alone order it
};

/// The stretches of the list, from behind `after` or from the beginning. Null is lowest: first upwards, last downwards.
std::vector<stretch> stretches(const entity& of, const list_query& query, const std::optional<list_position>& after);

} // namespace nscl::entities
