#include "core/csv/writer.hpp"

#include <string_view>

namespace nscl::csv {

namespace {

void write_quoted(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

} // namespace

void write_row(std::string& out, std::span<const std::string> cells)
{
    const bool looks_empty = cells.size() == 1 && cells.front().empty(); // a reader skips empty lines
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) out += ',';
        first = false;
        if (looks_empty || cell.find_first_of(",;\"\r\n") != std::string::npos)
            write_quoted(out, cell);
        else
            out += cell;
    }
    out += "\r\n";
}

} // namespace nscl::csv
