#include "core/backup/known_tables.hpp"

#include "core/database/id_blocks.hpp"
#include "core/database/open.hpp"
#include "core/entities/schema/schema_ledger.hpp"
#include "core/entities/schema/table_snapshot.hpp"
#include "core/entities/store/derived_ledger.hpp"

#include <array>
#include <map>
#include <set>

namespace nscl::backup {

namespace {

using database::column;
using models = std::map<std::string, database::table_model>;

/// Tables that come before the ledger in which all others are remembered.
models founding_tables()
{
    models all;
    for (auto& each : entities::schema_ledger::tables()) all.emplace(each.name, std::move(each));
    for (auto& each : {database::id_blocks::table(), entities::derived_ledger::table()}) all.emplace(each.name, each);
    return all;
}

void refuse_unfinished(database::connection& in)
{
    bool changing = false;
    static constexpr std::array columns{column::integer};
    in.query(R"(SELECT 1 FROM "core_schema_step" WHERE "finished_at" IS NULL LIMIT 1)", {}, columns,
             [&](const database::row&) { changing = true; });
    if (changing)
        throw refused{
            "a server is changing the tables, or was broken off while it did; let it finish, or start it again, and "
            "make the backup then"};
}

} // namespace

known_tables known_tables::find(database::connection& in)
{
    auto names = database::tables_of(in);
    if (names.contains(std::string{database::restore_mark}))
        throw refused{"a restore into this database was broken off; there is nothing whole in it to back up"};
    if (!names.contains("core_schema_table")) throw refused{"no server has made its tables in this database yet"};
    refuse_unfinished(in);

    auto all = founding_tables();
    std::erase_if(all, [&](const auto& each) { return !names.contains(each.first); });
    static constexpr std::array columns{column::text};
    in.query(R"(SELECT "snapshot" FROM "core_schema_table")", {}, columns, [&](const database::row& row) {
        auto table = entities::from_snapshot(row.text(0));
        if (!names.contains(table.name))
            throw refused{"the table " + table.name + " is gone from the database; a backup without it would be none"};
        all.insert_or_assign(table.name, std::move(table));
    });

    known_tables found;
    for (auto& [name, table] : all) {
        names.erase(name);
        found.own.push_back(std::move(table));
    }
    found.strangers.assign(names.begin(), names.end());
    return found;
}

} // namespace nscl::backup
