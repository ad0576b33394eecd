#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Comma-separated values (RFC 4180) as people's spreadsheets write them.
namespace nscl::csv {

/// One record of the file.
struct row {
    std::size_t number = 0; ///< as a spreadsheet counts: the header is 1, empty lines count too
    std::size_t line = 0;   ///< where it begins in the file; quoted cells may span lines
    std::vector<std::string> cells;
};

/// Why a row, or the rest of the file, cannot be read.
struct error {
    std::string code; ///< stable: not_utf8, utf16, unclosed_quote, text_after_quote, stray_quote, cell_count, zero_byte
    std::size_t row = 0;
    std::size_t line = 0;
    std::string problem;      ///< English, what is wrong and what to do
    std::size_t found = 0;    ///< cell_count: cells of the row
    std::size_t expected = 0; ///< cell_count: cells of the first row
    bool can_go_on = false;   ///< cell_count: only this row is wrong
};
[[noreturn]] void throw_exception_from_error(const error& wrong, const boost::source_location& where);

template <class T>
using result = boost::system::result<T, error>;

/// Reads a text row by row. Accepts a UTF-8 byte order mark, CRLF, LF and CR line ends, quoted cells with commas, quotes and
/// line ends. Every row has as many cells as the first one; empty lines are skipped. Holds no copy of the text.
class reader {
public:
    /// `text` outlives the reader. The separator is a comma, or a semicolon where the first line, outside quotes, has more
    /// semicolons than commas (spreadsheets with a decimal comma).
    explicit reader(std::string_view text);

    /// The next row, nothing at the end, or what is wrong. After an error every call returns it again, unless it says that reading can
    /// go on: then the next call returns the row behind.
    result<std::optional<row>> next();

private:
    std::optional<error> read_cell(std::string& cell);
    std::optional<error> read_quoted(std::string& cell);
    bool at_line_end() const;
    void skip_line_end();
    error wrong(std::string code, std::string problem) const;
    result<std::optional<row>> fail(error reason);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
    std::size_t line_ = 1;
    std::size_t width_ = 0; ///< cells of the first row; 0 before it
    char separator_ = ',';
    std::optional<error> failed_;
};

} // namespace nscl::csv
