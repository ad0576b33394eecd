#include "tests/plugins/programme/vectors.hpp"

#include "core/csv/reader.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace programme::tests {

std::string file_text(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file || text.empty()) throw std::runtime_error{"cannot read " + path};
    return text;
}

std::vector<vector_row> rows_of(const std::string& path)
{
    const std::string text = file_text(path);
    nscl::csv::reader reader{text};
    const auto header = reader.next().value().value().cells;
    std::vector<vector_row> rows;
    while (const auto row = reader.next().value()) {
        vector_row named;
        for (std::size_t i = 0; i < header.size(); ++i) named[header[i]] = row->cells[i];
        rows.push_back(std::move(named));
    }
    if (rows.empty()) throw std::runtime_error{"no rows in " + path};
    return rows;
}

std::vector<vector_row> vectors(const std::string& name)
{
    return rows_of(NSCL_TEST_DATA "/" + name + ".csv");
}

std::optional<std::int64_t> number_in(const vector_row& row, const std::string& column)
{
    const auto& cell = row.at(column);
    return cell.empty() ? std::nullopt : std::optional<std::int64_t>{std::stoll(cell)};
}

} // namespace programme::tests
