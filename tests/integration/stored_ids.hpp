#pragma once

#include "core/database/database.hpp"

#include <array>
#include <cstdint>
#include <set>
#include <string>

namespace nscl::tests {

/// What a query of one column of numbers finds.
inline std::set<std::int64_t> ids_in(database::database& of, const std::string& sql)
{
    std::set<std::int64_t> found;
    of.read([&](database::reader& from) {
        found.clear();
        from.query(sql, {}, std::array{database::column::integer},
                   [&](const database::row& row) { found.insert(row.integer(0)); });
    });
    return found;
}

} // namespace nscl::tests
