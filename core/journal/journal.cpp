#include "core/journal/journal.hpp"

#include "core/journal/columns.hpp"

namespace nscl::journal {

using database::storage;

std::vector<database::table_model> tables()
{
    const auto number = [](const char* name) { return database::column_model{name, storage::integer, 0, false, ""}; };
    const auto text = [](const char* name, std::uint32_t length) {
        return database::column_model{name, storage::short_text, length, false, ""};
    };
    const auto bytes = [](const char* name, std::uint32_t length) {
        return database::column_model{name, storage::key_bytes, length, true, ""};
    };
    return {{"core_journal",
             {number("id"),
              number("at"),
              number("user_id"),
              text("user_name", 100),
              text("origin", 64),
              text("plugin", 100),
              text("entity", 100),
              number("record"),
              text("action", 40),
              text("transition", 40),
              number("version"),
              {"changes", storage::long_text, 0, false, ""},
              text("write_id", 40),
              {"seal_number", storage::integer, 0, true, ""},
              bytes("salt", salt_bytes),
              bytes("digest", hash_bytes),
              bytes("seal", hash_bytes)},
             {"id"},
             {{"ix_core_journal_record", {"entity", "record", "version"}, false},
              {"ix_core_journal_at", {"at", "id"}, false},
              {"ix_core_journal_write", {"write_id"}, false},
              // One row per number, and where the rows without one are found.
              {"ux_core_journal_seal", {"seal_number"}, true}}}};
}

void append(database::transaction& within, const entry& row)
{
    static const std::string sql =
        "INSERT INTO core_journal (" + std::string{entry_columns} + ",\"write_id\") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)";
    const database::value values[] = {within.next_id(), row.at,      row.user,         row.user_name, row.origin,
                                      row.plugin,       row.entity,  row.record,       row.action,    row.transition,
                                      row.version,      row.changes, within.write_id()};
    within.execute(sql, values);
}

void history(database::reader& from, std::string_view entity, std::int64_t record, std::int64_t before, int limit,
             const std::function<void(const entry&)>& visit)
{
    static const std::string sql =
        "SELECT " + std::string{entry_columns} +
        " FROM core_journal WHERE \"entity\"=? AND \"record\"=? AND \"version\"<? ORDER BY \"version\" DESC LIMIT ?";
    constexpr std::int64_t beyond_all = std::int64_t{1} << 53U; // no record changes that often
    const database::value parameters[] = {std::string{entity}, record, before == 0 ? beyond_all : before,
                                          std::int64_t{limit}};
    from.query(sql, parameters, entry_types, [&](const database::row& row) { visit(to_entry(row)); });
}

void by_time(database::reader& from, const std::string& where, std::span<const database::value> parameters, int limit,
             const std::function<void(const entry&)>& visit)
{
    const std::string sql = "SELECT " + std::string{entry_columns} + " FROM core_journal WHERE " + where +
                            " ORDER BY \"at\" DESC,\"id\" DESC LIMIT ?";
    std::vector<database::value> all{parameters.begin(), parameters.end()};
    all.emplace_back(std::int64_t{limit});
    from.query(sql, all, entry_types, [&](const database::row& row) { visit(to_entry(row)); });
}

std::int64_t count(database::reader& from, const std::string& where, std::span<const database::value> parameters)
{
    return from.integer("SELECT COUNT(*) FROM core_journal WHERE " + where, parameters).value_or(0);
}

bool acted(database::reader& from, std::string_view entity, std::int64_t record, std::string_view name,
           std::int64_t user)
{
    const database::value parameters[] = {std::string{entity}, record, user, std::string{name}, std::string{name}};
    return from
        .integer("SELECT 1 FROM core_journal WHERE \"entity\"=? AND \"record\"=? AND \"user_id\"=? AND "
                 "(\"transition\"=? OR (\"transition\"='' AND \"action\"=?)) LIMIT 1",
                 parameters)
        .has_value();
}

bool committed(database::reader& from, const std::string& write_id)
{
    const database::value parameters[] = {write_id};
    return from.integer("SELECT 1 FROM core_journal WHERE \"write_id\"=? LIMIT 1", parameters).has_value();
}

} // namespace nscl::journal
