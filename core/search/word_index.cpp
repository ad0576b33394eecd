#include "core/search/word_index.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace nscl::search {

namespace {

/// text::words cuts at this many bytes.
constexpr std::uint32_t word_bytes = 40;

/// Rows per INSERT: most records' words take one round trip, and there are no more different statements to stay prepared than this.
constexpr std::size_t most_rows = 16;

std::vector<std::string> stored_words(database::reader& from, std::int64_t entity, std::int64_t record)
{
    const std::array<database::value, 2> key{entity, record};
    const std::array columns{database::column::text};
    std::vector<std::string> words;
    from.query(R"(SELECT "word" FROM "core_word" WHERE "entity"=? AND "record"=?)", key, columns,
               [&](const database::row& row) { words.emplace_back(row.text(0)); });
    std::ranges::sort(words);
    return words;
}

void insert_group(database::transaction& in, std::int64_t entity, std::int64_t record,
                  std::span<const std::string> words)
{
    std::string sql = R"(INSERT INTO "core_word" ("entity","word","record") VALUES (?,?,?))";
    std::vector<database::value> values;
    values.reserve(words.size() * 3);
    for (const std::string& word : words) {
        if (!values.empty()) sql += ",(?,?,?)";
        values.insert(values.end(), {entity, word, record});
    }
    in.execute(sql, values);
}

} // namespace

std::vector<database::table_model> tables()
{
    using database::storage;
    database::table_model words;
    words.name = "core_word";
    words.columns = {
        {.name = "entity", .storage = storage::integer, .nullable = false, .references = {}},
        {.name = "word", .storage = storage::key_bytes, .length = word_bytes, .nullable = false, .references = {}},
        {.name = "record", .storage = storage::integer, .nullable = false, .references = {}}};
    words.primary_key = {"entity", "word", "record"};
    // With the word in it, or SQLite takes the primary key for the words of one record and reads those of the whole entity.
    words.indexes = {{.name = "core_word_record", .columns = {"entity", "record", "word"}}};
    return {std::move(words)};
}

void word_index::add(database::transaction& in, std::int64_t entity_number, std::int64_t record,
                     std::span<const std::string> words) const
{
    while (!words.empty()) {
        const auto group = words.first(std::min(words.size(), most_rows));
        insert_group(in, entity_number, record, group);
        words = words.subspan(group.size());
    }
}

void word_index::replace(database::transaction& in, std::int64_t entity_number, std::int64_t record,
                         const std::vector<std::string>& words) const
{
    std::vector<std::string> wanted = words;
    std::ranges::sort(wanted);
    const auto repeated = std::ranges::unique(wanted);
    wanted.erase(repeated.begin(), repeated.end());
    const std::vector<std::string> stored = stored_words(in, entity_number, record);

    std::vector<std::string> gone;
    std::ranges::set_difference(stored, wanted, std::back_inserter(gone));
    for (const std::string& word : gone) {
        const std::array<database::value, 3> key{entity_number, word, record};
        in.execute(R"(DELETE FROM "core_word" WHERE "entity"=? AND "word"=? AND "record"=?)", key);
    }
    std::vector<std::string> added;
    std::ranges::set_difference(wanted, stored, std::back_inserter(added));
    add(in, entity_number, record, added);
}

void word_index::remove(database::transaction& in, std::int64_t entity_number, std::int64_t record) const
{
    const std::array<database::value, 2> key{entity_number, record};
    in.execute(R"(DELETE FROM "core_word" WHERE "entity"=? AND "record"=?)", key);
}

} // namespace nscl::search
