#include "core/database/soci_session.hpp"

#include "core/log/log.hpp"

#include <chrono>
#include <thread>

namespace nscl::database {
namespace {

constexpr std::size_t statements_per_connection = 256;
constexpr int connect_tries = 5;
constexpr std::chrono::milliseconds first_pause{20};
constexpr std::size_t longest_quotation = 400;

/// The statement's text holds no values: those are parameters.
std::string quotation(std::string_view sql)
{
    std::string out = " in: " + std::string{sql.substr(0, longest_quotation)};
    if (sql.size() > longest_quotation) out += "...";
    return out;
}

} // namespace

soci_session::soci_session()
    : cache_(statements_per_connection,
             [this](std::string_view sql, std::span<const column> parameters, std::span<const column> columns) {
                 return prepare(sql, parameters, columns);
             })
{
}

void soci_session::begin(purpose what)
{
    if (broken()) reconnect();
    purpose_ = what;
    worked_ = false;
    try {
        begin_now(what);
    } catch (const error& failed) {
        if (failed.kind() != fault::connection_lost) throw;
        reconnect(); // it was lost while idle; nothing was open on it
        begin_now(what);
    }
}

void soci_session::reconnect()
{
    cache_.clear();
    const bool again = session_ != nullptr;
    session_.reset();
    auto pause = first_pause;
    for (int left = connect_tries - 1;; --left) {
        try {
            session_ = connect();
            broken_ = false;
            if (again) log::warning("database_reconnected");
            return;
        } catch (const soci::soci_error& thrown) {
            const error known = translate(thrown);
            const bool may_pass = known.kind() == fault::connection_lost || known.kind() == fault::busy;
            if (!may_pass || left == 0) throw known;
        }
        std::this_thread::sleep_for(pause);
        pause *= 2;
    }
}

void soci_session::query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
                         const visitor& visit)
{
    if (columns.empty()) throw error{fault::other, "a query wants at least one column" + quotation(sql)};
    worked_ = true;
    try {
        statement(sql, parameters, columns)->query(parameters, visit);
    } catch (const soci::soci_error& thrown) {
        fail(sql, thrown);
    }
}

statement_cache::lease soci_session::statement(std::string_view sql, std::span<const value> parameters,
                                               std::span<const column> columns)
{
    try {
        return cache_.get(sql, parameters, columns);
    } catch (const error& wrong) {
        throw error{wrong.kind(), wrong.what() + quotation(sql), wrong.constraint()};
    }
}

std::int64_t soci_session::execute(std::string_view sql, std::span<const value> parameters)
{
    worked_ = true;
    return execute_cached(sql, parameters);
}

void soci_session::run(std::string_view sql)
{
    execute_cached(sql, {});
}

bool soci_session::forgives(std::string_view, const soci::soci_error&) const
{
    return false;
}

std::int64_t soci_session::execute_cached(std::string_view sql, std::span<const value> parameters)
{
    try {
        return statement(sql, parameters, {})->execute(parameters);
    } catch (const soci::soci_error& thrown) {
        if (forgives(sql, thrown)) return 0;
        fail(sql, thrown);
    }
}

void soci_session::fail(std::string_view sql, const soci::soci_error& thrown)
{
    const error known = translate(thrown);
    if (known.kind() == fault::connection_lost) broken_ = true;
    throw error{known.kind(), known.what() + quotation(sql), known.constraint()};
}

} // namespace nscl::database
