#pragma once

#include "core/database/connection.hpp"

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

/// All that a database holds in one file that no database has a part in, and back: docs/backup-format.md.
namespace nscl::backup {

/// A file or a database that is not what it should be: what() says what to do.
class refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a backup says of itself.
struct origin {
    std::string made_at;  ///< RFC 3339
    std::string server;   ///< version
    std::string database; ///< "sqlite" or "mysql"
};

/// What a backup holds.
struct summary {
    origin from;
    std::uint64_t tables = 0;
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    std::string sha256; ///< hexadecimal, over all before the file's last line
    std::vector<std::string>
        strangers; ///< of a new backup: tables in the database that no server made and that are not in the file
};

/// Writes everything that the server stores into `file`, as of one moment: one snapshot, servers go on meanwhile. Tables named in
/// `without_rows` are kept as tables only. The file appears when it is complete. Throws refused, database::error and std::system_error,
/// and leaves no file then.
summary write(database::connection& from, const std::filesystem::path& file, origin about,
              const std::vector<std::string>& without_rows);

/// Reads a backup to its end. Throws refused when a byte of it is not as it was written, and std::system_error.
summary check(const std::filesystem::path& file);

/// Checks the backup, then fills the empty database behind `into` with it. When it is broken off, by an exception or by the process's
/// end, the database keeps the mark that database::open refuses, and the next restore begins anew. `into` is of no use afterwards. Throws
/// as check() and, before anything is stored, refused for a database that has tables.
summary restore(database::connection& into, const std::filesystem::path& file);

} // namespace nscl::backup
