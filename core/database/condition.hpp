#pragma once

#include "core/database/database.hpp"

#include <iterator>
#include <string>
#include <vector>

namespace nscl::database {

/// A piece of a WHERE clause and the values of its `?`, in order.
struct condition {
    std::string sql;
    std::vector<value> parameters;

    /// Holds for every row; for none. Worth knowing before the database is asked.
    static condition always() { return {"1=1", {}}; }
    static condition never() { return {"0=1", {}}; }
    /// `column IN (?, ?, ...)`. There is at least one value.
    template <class Values>
    static condition one_of(const std::string& column, const Values& values)
    {
        condition result{column + " IN (", {}};
        for (const auto& each : values) {
            result.sql += result.parameters.empty() ? "?" : ",?";
            result.parameters.emplace_back(each);
        }
        result.sql += ")";
        return result;
    }
    bool is_always() const { return sql == "1=1"; }
    bool is_never() const { return sql == "0=1"; }

    /// What holds where both do. Neither has an OR outside parentheses.
    friend condition operator&&(condition left, condition right)
    {
        if (left.is_never() || right.is_always()) return left;
        if (right.is_never() || left.is_always()) return right;
        left.sql += " AND " + right.sql;
        left.parameters.insert(left.parameters.end(), std::make_move_iterator(right.parameters.begin()),
                               std::make_move_iterator(right.parameters.end()));
        return left;
    }
};

} // namespace nscl::database
