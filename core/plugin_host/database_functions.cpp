#include "core/database/error.hpp"
#include "core/plugin_host/host_functions.hpp"
#include "core/plugin_host/record_access.hpp"
#include "core/plugin_host/serve.hpp"

#include <algorithm>

/// The table of nscl.database/1. A query's rows are fetched whole when it is opened, so that no connection is held between two calls.
namespace nscl::plugin_host {

namespace {

constexpr std::size_t most_rows = 100'000;
constexpr std::size_t most_bytes = std::size_t{256} << 20U;

called<std::vector<database::value>> parameters_of(const nscl_value* given, std::uint32_t count)
{
    if (count > 0 && !given) return call_status::misuse("there is a count of parameters, but no array");
    std::vector<database::value> parameters;
    parameters.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto one = parameter_of(given[i]);
        if (one.has_error()) return one.error();
        parameters.push_back(std::move(*one));
    }
    return parameters;
}

called<std::vector<database::column>> columns_of(const std::uint8_t* tags, std::uint32_t count)
{
    if (count == 0 || !tags) return call_status::misuse("a query needs the types of its columns");
    std::vector<database::column> columns;
    columns.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        switch (tags[i]) {
        case NSCL_INTEGER: columns.push_back(database::column::integer); break;
        case NSCL_TEXT: columns.push_back(database::column::text); break;
        default: return call_status::misuse("a column is NSCL_INTEGER or NSCL_TEXT");
        }
    }
    return columns;
}

/// A statement that breaks a rule of the database, or of SQL, is the plugin's to know of. Everything else goes on.
call_status statement_failed(const database::error& wrong)
{
    using database::fault;
    switch (wrong.kind()) {
    case fault::unique_violation:
    case fault::foreign_key_violation: return {NSCL_CONFLICT, "conflict", {}, wrong.what(), {}};
    case fault::not_null_violation:
    case fault::check_violation:
    case fault::too_long: return {NSCL_REFUSED, "invalid", {}, wrong.what(), {}};
    case fault::other: return call_status::misuse(wrong.what());
    default: throw;
    }
}

call_status too_many()
{
    return {NSCL_REFUSED,
            "too_many_rows",
            {},
            "a query has more than " + std::to_string(most_rows) + " rows or 256 MiB; narrow it or page through it",
            {}};
}

/// Thrown through the database layer by the visitor below, which has no other way to stop.
struct enough : std::exception {};

std::vector<kept_cell> copy_of(const database::row& row, const std::vector<database::column>& columns,
                               std::size_t& bytes)
{
    std::vector<kept_cell> cells(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        cells[i].null = row.is_null(i);
        if (cells[i].null) continue;
        if (columns[i] == database::column::integer)
            cells[i].integer = row.integer(i);
        else
            cells[i].text = row.text(i);
        bytes += cells[i].text.size();
    }
    bytes += cells.size() * sizeof(kept_cell);
    return cells;
}

std::int32_t query(void* host, nscl_handle context, nscl_text sql, const nscl_value* parameters,
                   std::uint32_t parameter_count, const std::uint8_t* columns, std::uint32_t column_count,
                   nscl_handle* cursor, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto statement = view(sql);
        if (!statement || !cursor) return call_status::misuse("a statement and a place for the cursor are needed");
        if (const auto services = services_of(at.about().plugin); services.has_error()) return services.error();
        const auto given = parameters_of(parameters, parameter_count);
        if (given.has_error()) return given.error();
        auto types = columns_of(columns, column_count);
        if (types.has_error()) return types.error();

        opened_cursor opened{.columns = std::move(*types), .rows = {}};
        std::size_t bytes = 0;
        try {
            with_reader(at, [&](database::reader& from) {
                from.query(*statement, *given, opened.columns, [&](const database::row& row) {
                    opened.rows.push_back(copy_of(row, opened.columns, bytes));
                    if (opened.rows.size() > most_rows || bytes > most_bytes) throw enough{};
                });
            });
        } catch (const enough&) {
            return too_many();
        } catch (const database::error& wrong) {
            return statement_failed(wrong);
        }
        *cursor = at.open(std::move(opened));
        return {};
    });
}

std::int32_t next_batch(void* host, nscl_handle context, nscl_handle cursor, nscl_value* cells, std::uint32_t capacity,
                        std::uint32_t* rows, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!rows || (capacity > 0 && !cells)) return call_status::misuse("a place for the rows is needed");
        const auto opened = at.get<opened_cursor>(cursor);
        if (opened.has_error()) return opened.error();
        auto& from = **opened;
        const auto count = std::min<std::size_t>(capacity, from.rows.size() - from.at);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t column = 0; column < from.columns.size(); ++column) {
                const auto& cell = from.rows[from.at + i][column];
                *cells++ = cell.null                                           ? nscl_value{}
                           : from.columns[column] == database::column::integer ? whole(cell.integer)
                                                                               : letters(cell.text);
            }
        }
        from.at += count;
        *rows = static_cast<std::uint32_t>(count);
        return {};
    });
}

std::int32_t close(void* host, nscl_handle context, nscl_handle cursor, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto closed = at.close_cursor(cursor);
        return closed.has_error() ? closed.error() : call_status{};
    });
}

std::int32_t execute(void* host, nscl_handle context, nscl_text sql, const nscl_value* parameters,
                     std::uint32_t parameter_count, std::int64_t* affected, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto statement = view(sql);
        if (!statement) return call_status::misuse("a statement is needed");
        if (!at.transaction()) return call_status::misuse("execute needs a transaction");
        const auto given = parameters_of(parameters, parameter_count);
        if (given.has_error()) return given.error();
        try {
            const auto touched = at.transaction()->execute(*statement, *given);
            if (affected) *affected = touched;
            return {};
        } catch (const database::error& wrong) {
            return statement_failed(wrong);
        }
    });
}

/// How a run of a plugin's transaction callback ended; looks like an outcome to database::write, which rolls back on an error.
struct run_result {
    call_status status;
    bool has_error() const { return status.status != NSCL_OK; }
};

/// One run of the callback, which may be repeated: nothing that an earlier run left in the answer remains.
class repeatable_run {
public:
    repeatable_run(call_context& outer, nscl_transaction_fn fn, void* data) : outer_(outer), fn_(fn), data_(data)
    {
        const auto& about = outer_.about();
        if (about.problems) reported_ = about.problems->size();
        if (about.answer) answered_ = *about.answer;
        result_ = about.result;
    }

    run_result operator()(database::transaction& in)
    {
        auto& about = outer_.about();
        if (about.problems) about.problems->resize(std::min(about.problems->size(), reported_));
        if (about.answer) *about.answer = *answered_;
        about.result = result_;

        const running counted{about.transactions};
        call_context inner{about, &in, &outer_};
        auto error = empty_error();
        const auto status = call(inner, error);
        if (about.outage) std::rethrow_exception(std::exchange(about.outage, nullptr));
        return {read_error(status, error)};
    }

private:
    struct running {
        explicit running(unsigned& count) : count_(count) { ++count_; }
        running(const running&) = delete;
        running& operator=(const running&) = delete;
        ~running() { --count_; }
        unsigned& count_;
    };

    std::int32_t call(const call_context& inner, nscl_error& error)
    {
        try {
            return fn_(data_, inner.handle(), &error);
        } catch (...) {
            return answer(&error, {NSCL_FAILED, "plugin_threw", {}, "an exception crossed the boundary", {}});
        }
    }

    call_context& outer_;
    nscl_transaction_fn fn_;
    void* data_;
    std::size_t reported_ = 0;
    std::optional<route_answer> answered_;
    std::optional<kept_value> result_;
};

std::int32_t transaction(void* host, nscl_handle context, nscl_transaction_fn fn, void* data, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        if (!fn) return call_status::misuse("a transaction needs a callback");
        if (const auto services = services_of(at.about().plugin); services.has_error()) return services.error();
        return with_transaction(at, repeatable_run{at, fn, data}).status;
    });
}

} // namespace

const nscl_database_v1& database_functions()
{
    static constexpr nscl_database_v1 table{
        .size = sizeof(nscl_database_v1),
        .reserved = 0,
        .query = query,
        .next_batch = next_batch,
        .close = close,
        .execute = execute,
        .transaction = transaction,
    };
    return table;
}

} // namespace nscl::plugin_host
