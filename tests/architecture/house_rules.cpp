#include "tests/architecture/house_rules.hpp"

#include "tests/architecture/source_file.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace nscl::architecture {

namespace {

/// The cells of "| a | b c |", each as its words.
std::vector<std::vector<std::string>> cells_of(const std::string& line)
{
    std::vector<std::vector<std::string>> cells;
    std::istringstream row{line.substr(1)};
    for (std::string cell; std::getline(row, cell, '|');) {
        std::erase(cell, '`');
        std::istringstream words{cell};
        auto& added = cells.emplace_back();
        for (std::string word; words >> word;) added.push_back(word);
    }
    return cells;
}

/// First cell to words of the second, for the table under this heading row.
std::map<std::string, std::vector<std::string>, std::less<>> table_under(std::string_view heading,
                                                                         std::string_view markdown)
{
    std::map<std::string, std::vector<std::string>, std::less<>> table;
    const std::vector<std::string> lines = lines_of(markdown);
    auto line = std::ranges::find(lines, heading);
    if (line == lines.end()) throw std::runtime_error("there is no table " + std::string{heading});
    for (line += 2; line < lines.end() && line->starts_with('|'); ++line) {
        const auto cells = cells_of(*line);
        if (cells.size() < 2 || cells[0].size() != 1) throw std::runtime_error("not a row of two cells: " + *line);
        if (!table.emplace(cells[0][0], cells[1]).second) throw std::runtime_error("two rows for " + cells[0][0]);
    }
    if (table.empty()) throw std::runtime_error("the table " + std::string{heading} + " has no rows");
    return table;
}

} // namespace

house_rules house_rules::read(std::string_view markdown)
{
    house_rules rules;
    for (const auto& [room, others] : table_under("| room | may include |", markdown)) {
        rules.arrows[room] = {others.begin(), others.end()};
    }
    for (const auto& [room, others] : rules.arrows) {
        for (const std::string& other : others) {
            const bool known = other == "everything" || other == "sdk" || rules.arrows.contains(other);
            if (!known) throw std::runtime_error(room + " may include " + other + ", which has no row");
        }
    }
    rules.libraries = table_under("| library | included only by |", markdown);
    return rules;
}

bool house_rules::allows(std::string_view from_room, std::string_view to_room) const
{
    if (from_room == to_room) return true;
    const auto row = arrows.find(from_room);
    return row != arrows.end() && (row->second.contains("everything") || row->second.contains(std::string{to_room}));
}

} // namespace nscl::architecture
