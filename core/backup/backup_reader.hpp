#pragma once

#include "core/backup/backup.hpp"
#include "core/database/database.hpp"
#include "core/database/table_model.hpp"
#include "core/platform/hash.hpp"

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::backup {

/// Reads what backup_writer wrote, piece by piece: tables, and after each all of its rows. Trusts no length and no line of the file; throws
/// refused for whatever could not have been written. Only the end tells whether all before it was right.
class backup_reader {
public:
    explicit backup_reader(const std::filesystem::path& file);

    /// The next table; none at the end of the file, once the sum over all of it has been found right.
    std::optional<database::table_model> next_table();
    /// The next row of that table, in the order of its columns; false when there is none left.
    bool next_row(std::vector<database::value>& row);

    /// Complete after next_table() has returned none.
    const summary& read_so_far() const { return so_far_; }

private:
    [[noreturn]] void damaged(std::string_view how) const;
    /// Hashes what was taken and forgets it.
    void settle();
    /// Reads on; false at the end of the file.
    bool fill();
    char take();
    std::string take_bytes(std::uint64_t count);
    /// The line that begins here, without its end.
    std::string next_line();
    std::string take_line();
    std::int64_t take_number(char end);
    database::value take_value(database::storage stored);
    void read_about(std::string_view line);
    void read_sum(const std::string& line);

    std::filesystem::path name_;
    std::ifstream file_;
    std::uint64_t size_ = 0;
    std::string buffer_;
    std::size_t at_ = 0;       ///< taken of the buffer
    std::uint64_t before_ = 0; ///< bytes of the file before the buffer
    platform::sha256_of_pieces hash_;
    std::vector<database::storage> columns_; ///< of the table that is being read
    std::uint64_t rows_of_table_ = 0;
    summary so_far_;
};

} // namespace nscl::backup
