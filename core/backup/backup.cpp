#include "core/backup/backup.hpp"

#include "core/backup/backup_reader.hpp"
#include "core/backup/backup_writer.hpp"
#include "core/backup/known_tables.hpp"
#include "core/backup/table_rows.hpp"

#include <algorithm>

namespace nscl::backup {

namespace {

/// A read transaction; the snapshot is its.
class snapshot {
public:
    explicit snapshot(database::connection& on) : on_(on) { on_.begin(database::purpose::read); }
    snapshot(const snapshot&) = delete;
    snapshot& operator=(const snapshot&) = delete;
    ~snapshot() { on_.rollback(); }

private:
    database::connection& on_;
};

} // namespace

summary write(database::connection& from, const std::filesystem::path& file, origin about,
              const std::vector<std::string>& without_rows)
{
    const snapshot one{from};
    about.database = from.dialect().name();
    auto tables = known_tables::find(from);
    backup_writer to{file, std::move(about)};
    for (const auto& table : tables.own) {
        to.begin_table(table);
        const auto types = types_of(table);
        if (std::ranges::find(without_rows, table.name) == without_rows.end())
            each_row(from, table, [&](const database::row& row) { to.row(row, types); });
        to.end_table();
    }
    auto made = to.finish();
    made.strangers = std::move(tables.strangers);
    return made;
}

summary check(const std::filesystem::path& file)
{
    backup_reader from{file};
    std::vector<database::value> row;
    while (from.next_table()) {
        while (from.next_row(row)) {
        }
    }
    return from.read_so_far();
}

} // namespace nscl::backup
