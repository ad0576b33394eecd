#include "core/journal/columns.hpp"

namespace nscl::journal {

entry to_entry(const database::row& row)
{
    return {.id = row.integer(0),
            .at = row.integer(1),
            .user = row.integer(2),
            .user_name = std::string{row.text(3)},
            .origin = std::string{row.text(4)},
            .plugin = std::string{row.text(5)},
            .entity = std::string{row.text(6)},
            .record = row.integer(7),
            .action = std::string{row.text(8)},
            .transition = std::string{row.text(9)},
            .version = row.integer(10),
            .changes = std::string{row.text(11)}};
}

sealed_row to_sealed_row(const database::row& row)
{
    return {.told = to_entry(row),
            .write_id = std::string{row.text(12)},
            .number = row.integer(13),
            .salt = std::string{row.text(14)},
            .digest = std::string{row.text(15)},
            .seal = std::string{row.text(16)}};
}

} // namespace nscl::journal
