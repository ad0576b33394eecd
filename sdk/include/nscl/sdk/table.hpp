#pragma once

#include <nscl/sdk/html.hpp>

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// A table of a page. The first cell of a row is its heading; on a phone each row is a card, where a cell stands beside its column's name.
class table {
public:
    table(html caption, std::initializer_list<std::string_view> columns)
        : caption_{std::move(caption)}, columns_{columns.begin(), columns.end()}
    {
    }

    /// A cell for every column.
    table& row(const std::vector<html>& cells)
    {
        if (cells.size() != columns_.size()) throw std::invalid_argument{"a row has a cell for every column"};
        html line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i == 0)
                line.add(element("th", {{"scope", "row"}}, cells[i]));
            else if (cells[i].empty())
                line.add(element("td"));
            else
                line.add(element("td", {{"data-column", columns_[i]}}, cells[i]));
        }
        rows_.add(element("tr", line));
        return *this;
    }

    operator html() const
    {
        html heads;
        for (const std::string& column : columns_) heads.add(element("th", {{"scope", "col"}}, column));
        return element("table", element("caption", caption_), element("thead", element("tr", heads)),
                       element("tbody", rows_));
    }

private:
    html caption_;
    std::vector<std::string> columns_;
    html rows_;
};

} // namespace nscl::sdk
