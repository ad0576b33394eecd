#pragma once

#include "tests/bench/floor/sqlite.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::bench {

/// Inserts rows that look like one that is there, but for the columns that must be different.
class copied_row {
public:
    /// After the first row of the table that meets the condition. `own` are given anew for each row, `empty` are null. Throws when
    /// there is no such row.
    copied_row(const sqlite& database, const std::string& table, const std::string& condition,
               std::vector<std::string> own, const std::vector<std::string>& empty = {});

    /// The next row's value of the column that is number `own` of them. A text lives until the row is inserted.
    void set(std::size_t own, std::int64_t value) { insert_.bind(parameters_[own], value); }
    void set(std::size_t own, std::string_view value) { insert_.bind(parameters_[own], value); }
    void set_bytes(std::size_t own, std::string_view value);

    void insert();

private:
    statement insert_;
    std::vector<int> parameters_; ///< of `own`
};

/// The query's only number, 0 where it finds none.
std::int64_t one_number(const sqlite& database, const std::string& sql);

} // namespace nscl::bench
