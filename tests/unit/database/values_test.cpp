#include "core/database/error.hpp"
#include "tests/support/test_database.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace nscl::database;

const table_model things{.name = "thing",
                         .columns = {{.name = "id", .nullable = false, .references = {}},
                                     {.name = "number", .references = {}},
                                     {.name = "title", .storage = storage::short_text, .length = 100, .references = {}},
                                     {.name = "story", .storage = storage::long_text, .references = {}},
                                     {.name = "key", .storage = storage::key_bytes, .length = 64, .references = {}},
                                     {.name = "bytes", .storage = storage::blob, .references = {}}},
                         .primary_key = {"id"},
                         .indexes = {}};

class Values : public nscl::tests::each_database {
protected:
    Values()
    {
        db().write([&](transaction& t) { t.execute(t.dialect().create_table(things)); });
    }

    /// Stores `given` in `where` and reads it back by comparison with itself.
    std::optional<std::string> through(const std::string& where, const std::string& given)
    {
        return db().write([&](transaction& t) {
            const std::array<value, 2> row{t.next_id(), given};
            t.execute("INSERT INTO thing (id, \"" + where + "\") VALUES (?, ?)", row);
            return t.text("SELECT \"" + where + "\" FROM thing WHERE \"" + where + "\" = ?",
                          std::array<value, 1>{given});
        });
    }
};
NSCL_ON_EACH_DATABASE(Values);

std::string every_byte()
{
    std::string all;
    for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
    return all;
}

TEST_P(Values, KeepTheLeastAndTheGreatestInteger)
{
    for (const std::int64_t given : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                     std::int64_t{1} << 53, std::numeric_limits<std::int64_t>::max()}) {
        db().write([&](transaction& t) {
            t.execute("INSERT INTO thing (id, number) VALUES (?, ?)", std::array<value, 2>{t.next_id(), given});
        });
        EXPECT_EQ(db().read([&](reader& r) {
            return r.integer("SELECT number FROM thing WHERE number = ?", std::array<value, 1>{given});
        }),
                  given);
    }
}

TEST_P(Values, KeepTextWithQuotesBackslashesAndEmoji)
{
    for (const std::string given : {"", "it's", "a\"b", "a\\b", "\\", "'; DROP TABLE thing; --", "Đặng Thị Hoà",
                                    "😀 👩‍👩‍👧", "a:b ? :p1", "tail ", "line\nline\r\n\t"}) {
        EXPECT_EQ(through("title", given), given);
        EXPECT_EQ(through("story", given), given);
    }
}

TEST_P(Values, KeepEveryByte)
{
    EXPECT_EQ(through("bytes", every_byte()), every_byte());
    EXPECT_EQ(through("key", every_byte().substr(0, 64)), every_byte().substr(0, 64));
    EXPECT_EQ(through("key", every_byte().substr(192)), every_byte().substr(192));
}

TEST_P(Values, CannotEndTheirStatementWithANul)
{
    using namespace std::string_literals;
    const auto given = "x\0"s;
    const auto payload = ", NULL) -- '"s;
    db().write([&](transaction& t) {
        t.execute("INSERT INTO thing (id, title, story) VALUES (?, ?, ?)",
                  std::array<value, 3>{t.next_id(), given, payload});
        EXPECT_EQ(t.text("SELECT title FROM thing"), given);
        EXPECT_EQ(t.text("SELECT story FROM thing"), payload);
    });
}

TEST_P(Values, KeepAMegabyte)
{
    std::string given;
    while (given.size() < 1024U * 1024) given += every_byte();
    EXPECT_EQ(through("bytes", given), given);
}

TEST_P(Values, MayBeNullAnywhere)
{
    const auto stored = db().write([&](transaction& t) {
        const value null;
        t.execute("INSERT INTO thing (id, number, title, story, \"key\", bytes) VALUES (?, ?, ?, ?, ?, ?)",
                  std::array<value, 6>{t.next_id(), null, null, null, null, null});
        std::vector<bool> nulls;
        t.query("SELECT number, title, story, \"key\", bytes FROM thing WHERE number IS NULL", {},
                std::array{column::integer, column::text, column::text, column::text, column::text}, [&](const row& r) {
                    for (std::size_t at = 0; at < r.size(); ++at) nulls.push_back(r.is_null(at));
                    EXPECT_EQ(r.integer(0), 0);
                    EXPECT_EQ(r.text(1), "");
                });
        return nulls;
    });
    EXPECT_EQ(stored, std::vector<bool>(5, true));
}

TEST_P(Values, OfOneStatementMayBeNullNowAndThen)
{
    db().write([&](transaction& t) {
        for (std::int64_t id = 1; id <= 4; ++id) {
            const value number = id % 2 == 0 ? value{} : value{id};
            const value text = id % 3 == 0 ? value{} : value{std::to_string(id)};
            t.execute("INSERT INTO thing (id, number, title) VALUES (?, ?, ?)", std::array<value, 3>{id, number, text});
        }
    });
    std::string seen;
    db().read([&](reader& r) {
        r.query("SELECT number, title FROM thing ORDER BY id", {}, std::array{column::integer, column::text},
                [&](const row& found) {
                    seen += found.is_null(0) ? "-" : std::to_string(found.integer(0));
                    seen += found.is_null(1) ? "-" : std::string{found.text(1)};
                    seen += ' ';
                });
    });
    EXPECT_EQ(seen, "11 -2 3- -4 ");
}

TEST_P(Values, CompareBytewise)
{
    const auto below = db().write([&](transaction& t) {
        for (const char* word : {"HÒA", "hòa", "hoa", "a", "a "})
            t.execute("INSERT INTO thing (id, title) VALUES (?, ?)", std::array<value, 2>{t.next_id(), word});
        std::vector<std::string> words;
        t.query("SELECT title FROM thing ORDER BY title", {}, std::array{column::text},
                [&](const row& r) { words.emplace_back(r.text(0)); });
        EXPECT_EQ(t.integer("SELECT COUNT(*) FROM thing WHERE title = ?", std::array<value, 1>{"a"}), 1);
        EXPECT_EQ(t.integer("SELECT COUNT(*) FROM thing WHERE title = ?", std::array<value, 1>{"hoa"}), 1);
        return words;
    });
    EXPECT_EQ(below, (std::vector<std::string>{"HÒA", "a", "a ", "hoa", "hòa"}));
}

TEST_P(Values, OfCountsAndSumsAreIntegers)
{
    db().write([&](transaction& t) {
        for (std::int64_t id = 1; id <= 3; ++id)
            t.execute("INSERT INTO thing (id, number) VALUES (?, ?)",
                      std::array<value, 2>{id, std::int64_t{4'000'000'000}});
    });
    db().read([&](reader& r) {
        EXPECT_EQ(r.integer("SELECT COUNT(*) FROM thing"), 3);
        EXPECT_EQ(r.integer("SELECT SUM(number) FROM thing"), 12'000'000'000);
        EXPECT_EQ(r.integer("SELECT SUM(number) FROM thing WHERE id > ?", std::array<value, 1>{std::int64_t{9}}),
                  std::nullopt);
    });
}

TEST_P(Values, KeySortsAndComparesAsBytes)
{
    db().write([&](transaction& t) {
        for (const std::string key : {"\xff\x01", "\x01\xff", "\x80", "A"})
            t.execute("INSERT INTO thing (id, \"key\") VALUES (?, ?)", std::array<value, 2>{t.next_id(), key});
    });
    std::vector<std::string> above;
    db().read([&](reader& r) {
        r.query("SELECT \"key\" FROM thing WHERE \"key\" > ? ORDER BY \"key\"", std::array<value, 1>{"A"},
                std::array{column::text}, [&](const row& found) { above.emplace_back(found.text(0)); });
    });
    EXPECT_EQ(above, (std::vector<std::string>{"\x80", "\xff\x01"}));
}

} // namespace
