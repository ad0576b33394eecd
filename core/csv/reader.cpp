#include "core/csv/reader.hpp"

#include "core/platform/utf8.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace nscl::csv {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// A spreadsheet's separator, judged by the first line outside quotes.
char separator_of(std::string_view text)
{
    bool quoted = false;
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        commas += c == ',' ? 1 : 0;
        semicolons += c == ';' ? 1 : 0;
    }
    return semicolons > commas ? ';' : ',';
}

bool looks_like_utf16(std::string_view text)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    const auto head = text.substr(0, 64);
    const auto zeros = std::count(head.begin(), head.end(), '\0');
    return head.size() >= 4 && zeros * 3 >= static_cast<std::ptrdiff_t>(head.size());
}

/// The first line that is not well-formed UTF-8.
std::size_t first_bad_line(std::string_view text)
{
    std::size_t line = 1;
    for (std::size_t begin = 0; begin < text.size(); ++line) {
        const auto end = std::min(text.find('\n', begin), text.size());
        if (!platform::is_utf8(text.substr(begin, end - begin))) return line;
        begin = end + 1;
    }
    return line;
}

} // namespace

void throw_exception_from_error(const error& wrong, const boost::source_location&)
{
    throw std::logic_error("csv: a row was taken where there is an error: " + wrong.problem);
}

reader::reader(std::string_view text) : text_(text)
{
    if (looks_like_utf16(text_)) {
        failed_ = error{"utf16", 1, 1, "the file is UTF-16; save it as CSV UTF-8 and try again"};
        return;
    }
    if (text_.starts_with(utf8_mark)) text_.remove_prefix(utf8_mark.size());
    if (const auto zero = text_.find('\0'); zero != std::string_view::npos) {
        const auto line = 1 + static_cast<std::size_t>(
                                  std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(zero), '\n'));
        failed_ = error{"zero_byte", line, line,
                        "line " + std::to_string(line) + " holds a zero byte; this is not a text file"};
        return;
    }
    if (!platform::is_utf8(text_)) {
        const auto line = first_bad_line(text_);
        failed_ =
            error{"not_utf8", line, line,
                  "line " + std::to_string(line) +
                      " is not UTF-8 (an older Vietnamese code page such as windows-1258?); save the file as CSV UTF-8 "
                      "and try again"};
        return;
    }
    separator_ = separator_of(text_);
}

error reader::wrong(std::string code, std::string problem) const
{
    return {std::move(code), number_, line_, "row " + std::to_string(number_) + ": " + std::move(problem)};
}

result<std::optional<row>> reader::fail(error reason)
{
    failed_ = std::move(reason);
    return *failed_;
}

bool reader::at_line_end() const
{
    return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

void reader::skip_line_end()
{
    if (at_ == text_.size()) return;
    const bool carriage = text_[at_++] == '\r';
    if (carriage && at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
}

result<std::optional<row>> reader::next()
{
    if (failed_) return *failed_;
    ++number_;
    while (at_ < text_.size() && at_line_end()) {
        skip_line_end();
        ++number_;
    }
    if (at_ == text_.size()) return std::optional<row>{};

    row read{number_, line_, {}};
    read.cells.reserve(width_);
    for (;;) {
        std::string cell;
        if (auto bad = read_cell(cell)) return fail(std::move(*bad));
        read.cells.push_back(std::move(cell));
        if (at_line_end()) break;
        ++at_; // the separator
    }
    skip_line_end();

    if (width_ == 0) width_ = read.cells.size();
    if (read.cells.size() != width_) {
        auto reason = wrong("cell_count", "has " + std::to_string(read.cells.size()) +
                                              " cells where the first row has " + std::to_string(width_));
        reason.line = read.line;
        reason.found = read.cells.size();
        reason.expected = width_;
        reason.can_go_on = true;
        return reason;
    }
    return std::optional{std::move(read)};
}

std::optional<error> reader::read_cell(std::string& cell)
{
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
    const auto begin = at_;
    while (!at_line_end() && text_[at_] != separator_) {
        if (text_[at_] == '"') {
            return wrong("stray_quote",
                         "a quote stands inside a cell that does not begin with one; quote the whole cell and "
                         "double the quotes inside");
        }
        ++at_;
    }
    cell = text_.substr(begin, at_ - begin);
    return std::nullopt;
}

std::optional<error> reader::read_quoted(std::string& cell)
{
    const auto began = line_;
    for (++at_;;) {
        const auto quote = text_.find('"', at_);
        if (quote == std::string_view::npos) {
            return wrong("unclosed_quote",
                         "the quote that opens in line " + std::to_string(began) + " is never closed");
        }
        const auto part = text_.substr(at_, quote - at_);
        line_ += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
        cell += part;
        at_ = quote + 1;
        if (at_ == text_.size() || text_[at_] != '"') break;
        cell += '"';
        ++at_;
    }
    if (!at_line_end() && text_[at_] != separator_) {
        return wrong("text_after_quote", "text follows a closing quote; double the quotes inside a quoted cell");
    }
    return std::nullopt;
}

} // namespace nscl::csv
