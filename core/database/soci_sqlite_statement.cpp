#include "core/database/soci_sqlite_statement.hpp"

#include "core/database/error.hpp"

namespace nscl::database {
namespace {

/// What a run leaves behind ends with it: an unreset SELECT would keep its snapshot, so that later writes get SQLITE_BUSY_SNAPSHOT and
/// checkpoints stall; and the parameters are the caller's.
class running {
public:
    explicit running(sqlite_api::sqlite3_stmt* of) : of_(of) {}
    running(const running&) = delete;
    running& operator=(const running&) = delete;
    ~running()
    {
        sqlite_api::sqlite3_reset(of_);
        sqlite_api::sqlite3_clear_bindings(of_);
    }

private:
    sqlite_api::sqlite3_stmt* of_;
};

} // namespace

sqlite_statement::sqlite_statement(sqlite_api::sqlite3* connection, std::string_view sql,
                                   std::span<const column> parameters, std::span<const column> columns)
    : connection_(connection), columns_(columns.begin(), columns.end()), cells_(columns.size())
{
    sqlite_api::sqlite3_stmt* made = nullptr;
    const char* rest = nullptr;
    const int result = sqlite_api::sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                                      SQLITE_PREPARE_PERSISTENT, &made, &rest);
    handle_.reset(made);
    if (result != SQLITE_OK) fail();
    if (made == nullptr) throw error{fault::other, "there is no statement"};
    if (std::string_view{rest, sql.data() + sql.size()}.find_first_not_of(" \t\r\n;") != std::string_view::npos)
        throw error{fault::other, "there is more than one statement"};
    const auto places = static_cast<std::size_t>(sqlite_api::sqlite3_bind_parameter_count(made));
    if (places != parameters.size())
        throw error{fault::other,
                    std::to_string(parameters.size()) + " parameters for " + std::to_string(places) + " places"};
    if (static_cast<std::size_t>(sqlite_api::sqlite3_column_count(made)) < columns.size())
        throw error{fault::other, "the query has fewer columns than were asked for"};
}

std::int64_t sqlite_statement::execute(std::span<const value> parameters)
{
    const running now{handle_.get()};
    const auto before = sqlite_api::sqlite3_total_changes64(connection_);
    bind(parameters);
    while (step()) {
    }
    return sqlite_api::sqlite3_total_changes64(connection_) - before;
}

void sqlite_statement::query(std::span<const value> parameters, const visitor& visit)
{
    const running now{handle_.get()};
    bind(parameters);
    while (step()) {
        for (std::size_t at = 0; at < cells_.size(); ++at) {
            const int place = static_cast<int>(at);
            cell& found = cells_[at];
            found.null = sqlite_api::sqlite3_column_type(handle_.get(), place) == SQLITE_NULL;
            if (found.null) continue;
            if (columns_[at] == column::integer) {
                found.integer = sqlite_api::sqlite3_column_int64(handle_.get(), place);
            } else {
                const auto* text = sqlite_api::sqlite3_column_text(handle_.get(), place);
                const auto length = static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(handle_.get(), place));
                found.text = {reinterpret_cast<const char*>(text), length};
            }
        }
        visit(row{cells_});
    }
}

void sqlite_statement::bind(std::span<const value> parameters)
{
    for (std::size_t at = 0; at < parameters.size(); ++at) {
        const int place = static_cast<int>(at) + 1;
        int result = SQLITE_OK; // a place that is not bound is null
        if (const auto* integer = std::get_if<std::int64_t>(&parameters[at]))
            result = sqlite_api::sqlite3_bind_int64(handle_.get(), place, *integer);
        else if (const auto* text = std::get_if<std::string>(&parameters[at]))
            result =
                sqlite_api::sqlite3_bind_text64(handle_.get(), place, text->data(), text->size(), nullptr, SQLITE_UTF8);
        if (result != SQLITE_OK) fail();
    }
}

bool sqlite_statement::step()
{
    const int result = sqlite_api::sqlite3_step(handle_.get());
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail();
    return false;
}

void sqlite_statement::fail() const
{
    throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(connection_),
                                   sqlite_api::sqlite3_extended_errcode(connection_));
}

} // namespace nscl::database
