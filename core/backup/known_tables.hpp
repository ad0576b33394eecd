#pragma once

#include "core/backup/backup.hpp"
#include "core/database/table_model.hpp"

namespace nscl::backup {

/// The tables in a database: those that a server made, by name, and the names of others.
struct known_tables {
    std::vector<database::table_model> own;
    std::vector<std::string> strangers;

    /// Of the database that `in` is in a transaction of. Throws refused where no server has made its tables yet, where a change of them
    /// or a restore is not complete, and database::error.
    static known_tables find(database::connection& in);
};

} // namespace nscl::backup
