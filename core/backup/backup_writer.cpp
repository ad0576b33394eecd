#include "core/backup/backup_writer.hpp"

#include "core/backup/form.hpp"
#include "core/entities/schema/table_snapshot.hpp"
#include "core/platform/encoding.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace nscl::backup {

namespace {

constexpr std::size_t most_buffered = std::size_t{1} << 18U;

} // namespace

backup_writer::backup_writer(const std::filesystem::path& file, origin about) : file_(file)
{
    so_far_.from = std::move(about);
    buffer_.append(form::first_line).append("\n");
    buffer_ += boost::json::serialize(boost::json::object{
        {"made_at", so_far_.from.made_at}, {"server", so_far_.from.server}, {"database", so_far_.from.database}});
    buffer_ += '\n';
}

void backup_writer::begin_table(const database::table_model& table)
{
    buffer_.append(form::table).append(entities::to_snapshot(table)).append("\n");
    rows_of_table_ = 0;
}

void backup_writer::row(const database::row& row, std::span<const database::column> types)
{
    buffer_ += form::row;
    for (std::size_t at = 0; at < types.size(); ++at) {
        if (row.is_null(at)) {
            buffer_ += form::null;
        } else if (types[at] == database::column::integer) {
            buffer_.append(1, form::integer).append(std::to_string(row.integer(at))).append(1, form::end_of_number);
        } else {
            const auto text = row.text(at);
            buffer_.append(1, form::text)
                .append(std::to_string(text.size()))
                .append(1, form::end_of_number)
                .append(text);
        }
    }
    buffer_ += '\n';
    ++rows_of_table_;
    if (buffer_.size() >= most_buffered) flush();
}

void backup_writer::end_table()
{
    buffer_.append(form::end).append(std::to_string(rows_of_table_)).append("\n");
    ++so_far_.tables;
    so_far_.rows += rows_of_table_;
}

summary backup_writer::finish()
{
    flush();
    so_far_.sha256 = platform::to_hex(hash_.finish());
    const std::string last = std::string{form::sum} + so_far_.sha256 + "\n";
    file_.write(last);
    so_far_.bytes += last.size();
    file_.appear();
    return std::move(so_far_);
}

void backup_writer::flush()
{
    hash_.add(buffer_);
    file_.write(buffer_);
    so_far_.bytes += buffer_.size();
    buffer_.clear();
}

} // namespace nscl::backup
