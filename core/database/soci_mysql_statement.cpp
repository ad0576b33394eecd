#include "core/database/soci_mysql_statement.hpp"

#include "core/database/error.hpp"

#include <algorithm>
#include <stdexcept>

namespace nscl::database {
namespace {

[[noreturn]] void throw_failure(unsigned code, const char* words)
{
    throw soci::mysql_soci_error(words, static_cast<int>(code));
}

std::int64_t matched_rows(unsigned long long affected)
{
    constexpr auto unknown = static_cast<unsigned long long>(-1);
    return affected == unknown ? 0 : static_cast<std::int64_t>(affected);
}

} // namespace

mysql_statement::mysql_statement(MYSQL* connection, const std::string& sql, std::span<const column> parameters,
                                 std::span<const column> columns)
    : handle_(mysql_stmt_init(connection), &mysql_stmt_close),
      given_(parameters.size()),
      gives_(parameters.size()),
      columns_(columns.begin(), columns.end()),
      texts_(columns.size()),
      cells_(columns.size())
{
    if (handle_ == nullptr) throw std::bad_alloc{};
    expect_success(mysql_stmt_prepare(handle_.get(), sql.data(), sql.size()) != 0);
    if (mysql_stmt_param_count(handle_.get()) != parameters.size())
        throw error{fault::other, std::to_string(parameters.size()) + " parameters for " +
                                      std::to_string(mysql_stmt_param_count(handle_.get())) + " places"};
    for (std::size_t at = 0; at < gives_.size(); ++at) {
        slot& of = given_[at];
        MYSQL_BIND& bound = gives_[at];
        bound.is_null = &of.null;
        bound.length = &of.length;
        bound.buffer_type = parameters[at] == column::integer ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING;
        bound.buffer = &of.integer; // a text's place is known once there is one
    }
    if (columns_.empty()) return;
    const std::size_t all = mysql_stmt_field_count(handle_.get());
    if (all < columns_.size()) throw error{fault::other, "the query has fewer columns than were asked for"};
    found_.resize(all);
    finds_.resize(all);
    for (std::size_t at = 0; at < all; ++at) {
        slot& of = found_[at];
        MYSQL_BIND& bound = finds_[at];
        const bool integer = at < columns_.size() && columns_[at] == column::integer;
        bound.is_null = &of.null;
        bound.length = &of.length;
        bound.buffer_type = integer ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING;
        // Of a text only its length is wanted at first: a buffer of none is never too small to say it.
        bound.buffer = &of.integer;
        bound.buffer_length = integer ? sizeof of.integer : 0;
    }
}

std::int64_t mysql_statement::execute(std::span<const value> parameters)
{
    run(parameters);
    const auto matched = matched_rows(mysql_stmt_affected_rows(handle_.get()));
    mysql_stmt_free_result(handle_.get());
    return matched;
}

void mysql_statement::query(std::span<const value> parameters, const visitor& visit)
{
    run(parameters);
    expect_success(mysql_stmt_bind_result(handle_.get(), finds_.data()) != 0);
    // Whole, so that the visitor may query again on this connection.
    expect_success(mysql_stmt_store_result(handle_.get()) != 0);
    while (true) {
        const int fetched = mysql_stmt_fetch(handle_.get());
        if (fetched == MYSQL_NO_DATA) break;
        expect_success(fetched != 0 && fetched != MYSQL_DATA_TRUNCATED);
        for (std::size_t at = 0; at < cells_.size(); ++at) {
            cells_[at].null = found_[at].null != 0;
            if (cells_[at].null) continue;
            if (columns_[at] == column::integer)
                cells_[at].integer = found_[at].integer;
            else
                read_text(at);
        }
        visit(row{cells_});
    }
    mysql_stmt_free_result(handle_.get());
}

void mysql_statement::run(std::span<const value> parameters)
{
    for (std::size_t at = 0; at < gives_.size(); ++at) {
        slot& of = given_[at];
        of.null = 0;
        if (const auto* integer = std::get_if<std::int64_t>(&parameters[at])) {
            of.integer = *integer;
        } else if (const auto* text = std::get_if<std::string>(&parameters[at])) {
            of.length = text->size();
            gives_[at].buffer =
                const_cast<char*>(text->data()); // NOLINT(cppcoreguidelines-pro-type-const-cast): it is only read
        } else {
            of.null = 1;
        }
    }
    if (!gives_.empty()) expect_success(mysql_stmt_bind_param(handle_.get(), gives_.data()) != 0);
    expect_success(mysql_stmt_execute(handle_.get()) != 0);
}

void mysql_statement::read_text(std::size_t at)
{
    std::string& text = texts_[at];
    text.resize(found_[at].length);
    cells_[at].text = text;
    if (text.empty()) return;
    MYSQL_BIND place = finds_[at];
    place.buffer = text.data();
    place.buffer_length = text.size();
    expect_success(mysql_stmt_fetch_column(handle_.get(), &place, static_cast<unsigned>(at), 0) != 0);
}

void mysql_statement::expect_success(bool failed) const
{
    if (failed) throw_failure(mysql_stmt_errno(handle_.get()), mysql_stmt_error(handle_.get()));
}

std::int64_t mysql_command::execute(std::span<const value>)
{
    if (mysql_real_query(connection_, sql_.data(), sql_.size()) != 0)
        throw_failure(mysql_errno(connection_), mysql_error(connection_));
    const auto matched = matched_rows(mysql_affected_rows(connection_));
    if (auto* result = mysql_store_result(connection_)) {
        mysql_free_result(result);
        return 0;
    }
    if (mysql_errno(connection_) != 0) throw_failure(mysql_errno(connection_), mysql_error(connection_));
    return matched;
}

void mysql_command::query(std::span<const value>, const visitor&)
{
    throw std::logic_error{"a command is not queried"};
}

} // namespace nscl::database
