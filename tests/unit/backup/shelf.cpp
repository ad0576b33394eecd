#include "tests/unit/backup/shelf.hpp"

#include "core/database/open.hpp"
#include "core/entities/schema/schema_apply.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace nscl::tests {
namespace {

using namespace std::string_literals;
using database::column_model;
using database::storage;
using database::table_model;
using database::transaction;
using database::value;

column_model kept_as(const std::string& name, storage how, std::uint32_t length = 255)
{
    return {.name = name, .storage = how, .length = length, .references = {}};
}

column_model needed(const std::string& name, storage how = storage::integer, std::uint32_t length = 255)
{
    return {.name = name, .storage = how, .length = length, .nullable = false, .references = {}};
}

column_model refers(const std::string& name, const std::string& to)
{
    return {.name = name, .storage = storage::integer, .references = to};
}

void make_tables(database::database& in)
{
    entities::schema_request shelf;
    shelf.plugin = "shelf";
    shelf.tables = {
        {"shelf_note",
         {needed("id"), kept_as("number", storage::integer), kept_as("title", storage::short_text),
          kept_as("story", storage::long_text), kept_as("key", storage::key_bytes, 64), kept_as("data", storage::blob),
          refers("next", "shelf_note"), refers("place", "shelf_place")},
         {"id"},
         {{"ix_shelf_note_key", {"key", "id"}, false}, {"ux_shelf_note_title", {"title"}, true}}},
        {"shelf_place", {needed("id"), refers("favourite", "shelf_note")}, {"id"}, {}},
        {"shelf_tag",
         {needed("note"), needed("word", storage::short_text, 40), needed("position"),
          kept_as("story", storage::short_text)},
         {"note", "word", "position"},
         {}},
        {"shelf_pair", {needed("left"), needed("right")}, {"left", "right"}, {}},
        {"shelf_login", {needed("token", storage::short_text, 64)}, {"token"}, {}},
    };
    entities::apply_schema(in, {shelf});
}

std::string every_byte()
{
    std::string all;
    for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
    return all;
}

void note(transaction& in, std::int64_t id, const value& number, const value& title, const value& story,
          const value& key, const value& data)
{
    const std::array<value, 6> row{id, number, title, story, key, data};
    in.execute(R"(INSERT INTO shelf_note ("id","number","title","story","key","data") VALUES (?,?,?,?,?,?))", row);
}

void execute(transaction& in, const std::string& sql, std::initializer_list<value> parameters)
{
    in.execute(sql, std::vector<value>{parameters});
}

/// Notes that refer to later ones, and a place that refers to its note.
void refer_in_circles(transaction& in, std::int64_t first, std::int64_t second)
{
    execute(in, R"(UPDATE shelf_note SET "next"=? WHERE "id"=?)", {second, first});
    execute(in, R"(UPDATE shelf_note SET "next"=? WHERE "id"=?)", {first, second});
    const auto place = in.next_id();
    execute(in, R"(INSERT INTO shelf_place ("id","favourite") VALUES (?,?))", {place, second});
    execute(in, R"(UPDATE shelf_note SET "place"=? WHERE "id"=?)", {place, first});
}

} // namespace

void fill_one_shelf(database::database& in)
{
    make_tables(in);
    in.write([](transaction& t) {
        const auto first = t.next_id();
        const auto second = t.next_id();
        note(t, first, std::int64_t{-5}, "Hoà\n😀", "n\0ul"s, every_byte().substr(0, 20), "\xff\0\n"s);
        note(t, second, {}, {}, {}, {}, {});
        refer_in_circles(t, first, second);
        execute(t, "INSERT INTO shelf_login VALUES (?)", {std::string{"secret"}});
    });
}

std::int64_t fill_shelves(database::database& in)
{
    make_tables(in);
    return in.write([](transaction& t) {
        using limits = std::numeric_limits<std::int64_t>;
        std::vector<std::int64_t> ids;
        for (int i = 0; i < 60; ++i) ids.push_back(t.next_id());
        const std::vector<std::string> texts{
            "",          "it's",  "a\"b",       "a\\b",     "'; DROP TABLE x; --",
            "a:b ? :p1", "tail ", "line\r\n\t", "x\0y"s,    "Đặng Thị Hoà 👩‍👩‍👧",
            "n",         "i5:",   "t3:abc",     "r\nend 1", "sha256 0"};
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto text = texts[i % texts.size()] + (i < texts.size() ? "" : std::to_string(i));
            note(t, ids[i],
                 i == 0   ? limits::min()
                 : i == 1 ? limits::max()
                          : static_cast<std::int64_t>(i),
                 text, text, every_byte().substr(i, 64), i % 3 == 0 ? value{} : value{every_byte() + every_byte()});
        }
        const auto large = t.next_id();
        note(t, large, {}, {}, {}, {}, std::string(std::size_t{3} << 18U, '\xfe'));
        refer_in_circles(t, ids.front(), ids.back());
        for (std::int64_t i = 0; i < 1100; ++i) {
            execute(t, "INSERT INTO shelf_tag VALUES (?,?,?,?)", {i / 400, "w" + std::to_string(i % 20), i, {}});
            execute(t, "INSERT INTO shelf_pair VALUES (?,?)", {i / 7, i});
        }
        execute(t, "INSERT INTO shelf_login VALUES (?)", {std::string{"secret"}});
        const auto last = t.next_id();
        note(t, last, {}, "last", {}, {}, {});
        return last;
    });
}

backup::summary back_up(const test_database& of, const std::filesystem::path& file)
{
    const auto from = database::connect(of.settings(), database::use::reading);
    return backup::write(*from, file, {.made_at = "2026-10-01T02:03:04Z", .server = "1.2.3", .database = {}},
                         {"shelf_login"});
}

backup::summary restore_into(const test_database& empty, const std::filesystem::path& file)
{
    const auto into = database::connect(empty.settings(), database::use::filling);
    return backup::restore(*into, file);
}

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream from{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{from}, {}};
}

std::string rows_of(const std::filesystem::path& file)
{
    const auto all = content_of(file);
    const auto begin = all.find("\ntable ");
    const auto end = all.rfind("sha256 ");
    if (begin == std::string::npos || end == std::string::npos) throw std::runtime_error("no backup: " + all);
    return all.substr(begin, end - begin);
}

} // namespace nscl::tests
