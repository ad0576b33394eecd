#include "core/csv/reader.hpp"
#include "core/csv/writer.hpp"
#include "core/platform/utf8.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>

namespace nscl::fuzz {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

std::vector<std::vector<std::string>> rows_of(std::string_view text)
{
    const auto line_ends =
        static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; }));
    std::vector<std::vector<std::string>> rows;
    csv::reader from{text};
    std::size_t number = 0;
    std::size_t line = 0;
    while (true) {
        const auto next = from.next();
        if (next.has_error()) {
            require(!next.error().code.empty() && !next.error().problem.empty(), "an error says what is wrong");
            require(next.error().line >= 1 && next.error().line <= line_ends + 1, "in a line that is there");
            if (next.error().can_go_on) continue;
            const auto again = from.next();
            require(again.has_error() && again.error().code == next.error().code, "the end of reading is the end");
            return rows;
        }
        if (!*next) return rows;
        const csv::row& row = **next;
        require(row.number > number && row.line > line && row.line <= line_ends + 1, "rows come one after the other");
        require(rows.empty() || rows.front().size() == row.cells.size(), "rows are equally wide");
        for (const auto& cell : row.cells) require(platform::is_utf8(cell), "cells are UTF-8");
        number = row.number;
        line = row.line;
        rows.push_back(row.cells);
    }
}

} // namespace

/// A CSV file.
void check_csv(std::string_view input)
{
    const auto rows = rows_of(input);
    std::string written{mark};
    for (const auto& each : rows) csv::write_row(written, each);
    require(rows_of(written) == rows, "what was read is read again when it is written");
}

} // namespace nscl::fuzz
