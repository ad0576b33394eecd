#include "core/backup/backup_reader.hpp"

#include "core/backup/form.hpp"
#include "core/entities/schema/table_snapshot.hpp"
#include "core/platform/encoding.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <system_error>

namespace nscl::backup {

namespace {

constexpr std::size_t piece = std::size_t{1} << 15U;
constexpr std::size_t longest_line = std::size_t{1} << 22U;
constexpr std::size_t longest_number = 20;

} // namespace

backup_reader::backup_reader(const std::filesystem::path& file) : name_(file), file_(file, std::ios::binary)
{
    std::error_code wrong;
    size_ = std::filesystem::file_size(file, wrong);
    if (!wrong && !file_) wrong = {errno, std::generic_category()};
    if (wrong) throw std::system_error{wrong, name_.string()};
    fill();
    if (!buffer_.starts_with(form::name)) throw refused{name_.string() + " is no backup of nscl"};
    const auto line = take_line();
    if (line != form::first_line)
        throw refused{name_.string() + " is a backup in a form that this version of nscl does not know (" +
                      line.substr(0, 40) + "); restore it with the version that made it"};
    read_about(take_line());
}

std::optional<database::table_model> backup_reader::next_table()
{
    const auto line = next_line();
    if (line.starts_with(form::sum)) {
        read_sum(line);
        return std::nullopt;
    }
    if (!line.starts_with(form::table)) damaged("a table was expected");
    at_ += line.size() + 1;
    try {
        auto table = entities::from_snapshot(std::string_view{line}.substr(form::table.size()));
        columns_.clear();
        for (const auto& each : table.columns) columns_.push_back(each.storage);
        rows_of_table_ = 0;
        return table;
    } catch (const std::runtime_error&) {
        damaged("a table is not described");
    }
}

bool backup_reader::next_row(std::vector<database::value>& row)
{
    if (const char sign = take(); sign != form::row) {
        const auto line = sign + take_line();
        if (line != std::string{form::end} + std::to_string(rows_of_table_)) damaged("a row was expected");
        ++so_far_.tables;
        so_far_.rows += rows_of_table_;
        return false;
    }
    row.clear();
    for (const auto stored : columns_) row.push_back(take_value(stored));
    if (take() != '\n') damaged("a row does not end where it should");
    ++rows_of_table_;
    return true;
}

database::value backup_reader::take_value(database::storage stored)
{
    const char sign = take();
    if (sign == form::null) return {};
    const bool is_integer = stored == database::storage::integer;
    if (sign != (is_integer ? form::integer : form::text)) damaged("a value is of another type than its column");
    const auto number = take_number(form::end_of_number);
    if (is_integer) return number;
    if (number < 0) damaged("a text has no length");
    return take_bytes(static_cast<std::uint64_t>(number));
}

void backup_reader::read_about(std::string_view line)
{
    boost::json::error_code wrong;
    const auto about = boost::json::parse(line, wrong);
    const auto text = [&](std::string_view name) {
        const auto* object = wrong ? nullptr : about.if_object();
        const auto* found = object ? object->if_contains(name) : nullptr;
        if (!found || !found->is_string()) damaged("it does not say where it comes from");
        return std::string{std::string_view{found->get_string()}};
    };
    so_far_.from = {text("made_at"), text("server"), text("database")};
}

/// Of everything before its own line, which is the last.
void backup_reader::read_sum(const std::string& line)
{
    settle();
    so_far_.bytes = before_ + line.size() + 1;
    if (so_far_.bytes != size_) damaged("something follows its end");
    so_far_.sha256 = platform::to_hex(hash_.finish());
    if (line != std::string{form::sum} + so_far_.sha256) damaged("its content is not what was written");
}

std::string backup_reader::next_line()
{
    while (true) {
        const auto rest = std::string_view{buffer_}.substr(at_);
        const auto end = rest.find('\n');
        if (end != std::string_view::npos) return std::string{rest.substr(0, end)};
        if (rest.size() > longest_line) damaged("a line has no end");
        if (!fill()) damaged("it is cut off");
    }
}

std::string backup_reader::take_line()
{
    auto line = next_line();
    at_ += line.size() + 1;
    return line;
}

std::int64_t backup_reader::take_number(char end)
{
    std::string digits;
    for (char c = take(); c != end; c = take()) {
        digits += c;
        if (digits.size() > longest_number) damaged("a number has no end");
    }
    std::int64_t number = 0;
    const auto [stop, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (wrong != std::errc{} || stop != digits.data() + digits.size() || std::to_string(number) != digits)
        damaged("a number is none");
    return number;
}

std::string backup_reader::take_bytes(std::uint64_t count)
{
    if (count > size_ - (before_ + at_)) damaged("it is cut off");
    std::string bytes;
    bytes.reserve(count);
    while (bytes.size() < count) {
        if (at_ == buffer_.size() && !fill()) damaged("it is cut off");
        const auto part = std::string_view{buffer_}.substr(at_, count - bytes.size());
        bytes += part;
        at_ += part.size();
    }
    return bytes;
}

char backup_reader::take()
{
    if (at_ == buffer_.size() && !fill()) damaged("it is cut off");
    return buffer_[at_++];
}

void backup_reader::settle()
{
    hash_.add(std::string_view{buffer_}.substr(0, at_));
    before_ += at_;
    buffer_.erase(0, at_);
    at_ = 0;
}

bool backup_reader::fill()
{
    settle();
    const auto had = buffer_.size();
    buffer_.resize(had + piece);
    file_.read(buffer_.data() + had, static_cast<std::streamsize>(piece));
    buffer_.resize(had + static_cast<std::size_t>(file_.gcount()));
    return buffer_.size() > had;
}

void backup_reader::damaged(std::string_view how) const
{
    throw refused{name_.string() + " is damaged near byte " + std::to_string(before_ + at_) + ": " + std::string{how} +
                  "; nothing of it can be trusted, take another backup"};
}

} // namespace nscl::backup
