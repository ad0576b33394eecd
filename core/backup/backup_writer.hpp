#pragma once

#include "core/backup/backup.hpp"
#include "core/backup/new_file.hpp"
#include "core/database/database.hpp"
#include "core/database/table_model.hpp"
#include "core/platform/hash.hpp"

#include <span>
#include <string>

namespace nscl::backup {

/// Writes the form of docs/backup-format.md: about, then each table with its rows, then finish(). Throws std::system_error.
class backup_writer {
public:
    backup_writer(const std::filesystem::path& file, origin about);

    void begin_table(const database::table_model& table);
    /// A row of the table's columns, read as `types`.
    void row(const database::row& row, std::span<const database::column> types);
    void end_table();

    /// Ends the file and lets it appear.
    summary finish();

private:
    void flush();

    new_file file_;
    platform::sha256_of_pieces hash_;
    std::string buffer_;
    summary so_far_;
    std::uint64_t rows_of_table_ = 0;
};

} // namespace nscl::backup
