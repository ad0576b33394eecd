#include "tests/bench/floor/mariadb_creates.hpp"

#include "tests/bench/floor/mariadb.hpp"
#include "tests/bench/floor/tax_code.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

namespace nscl::bench {

namespace {

using result = std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)>;

result all_of(mariadb& database, const std::string& sql)
{
    database.execute(sql);
    return {mysql_store_result(database.get()), &mysql_free_result};
}

std::int64_t number_of(mariadb& database, const std::string& sql)
{
    const auto found = all_of(database, sql);
    const auto* row = mysql_fetch_row(found.get());
    if (!row || !row[0]) throw std::runtime_error("nothing found: " + sql);
    return std::stoll(row[0]);
}

enum class parameter { id, tax_code };

/// A prepared INSERT and what its parameters stand for.
class insertion {
public:
    insertion(const mariadb& database, const std::string& sql, std::vector<parameter> parameters)
        : statement_(database, sql), parameters_(std::move(parameters))
    {
    }

    void run(std::int64_t id, std::int64_t tax_code)
    {
        std::vector<std::int64_t> values;
        for (const parameter each : parameters_) values.push_back(each == parameter::id ? id : tax_code);
        statement_.run(values);
    }

private:
    mariadb_statement statement_;
    std::vector<parameter> parameters_;
};

/// INSERT of rows like those that are found, but for the column that has the id and for columns that hold nothing but the tax code; no
/// row is sealed.
insertion insert_like(mariadb& database, const std::string& table, const std::string& condition, std::string_view id,
                      std::string_view tax_code)
{
    std::vector<parameter> parameters;
    const auto found = all_of(database, "SELECT * FROM " + table + " WHERE " + condition);
    const MYSQL_FIELD* columns = mysql_fetch_fields(found.get());
    std::string rows;
    while (const auto row = mysql_fetch_row(found.get())) {
        const auto* lengths = mysql_fetch_lengths(found.get());
        std::string values;
        for (unsigned i = 0; i < mysql_num_fields(found.get()); ++i) {
            values += values.empty() ? "(" : ",";
            if (columns[i].name == id) {
                values += '?';
                parameters.push_back(parameter::id);
            } else if (row[i] && std::string_view{row[i], lengths[i]} == tax_code) {
                values += '?';
                parameters.push_back(parameter::tax_code);
            } else if (!row[i] || columns[i].name == std::string_view{"seal_number"}) {
                values += "NULL";
            } else {
                std::string escaped(2 * lengths[i] + 1, '\0');
                escaped.resize(mysql_real_escape_string(database.get(), escaped.data(), row[i], lengths[i]));
                values += "'" + escaped + "'";
            }
        }
        rows += (rows.empty() ? "" : ",") + values + ")";
    }
    if (rows.empty()) throw std::runtime_error("there is no row in " + table + " to take after");
    return {database, "INSERT INTO " + table + " VALUES " + rows, std::move(parameters)};
}

/// One client: a connection with its statements.
class client {
public:
    client(const std::string& socket, const std::string& database) : database_(socket, database) { prepare(); }

    void create(std::int64_t id)
    {
        const std::int64_t code = tax_code(id);
        commune_->run({});
        organization_->run(id, code);
        word_->run(id, code);
        journal_->run(id, code);
        database_.execute("COMMIT");
    }

private:
    void prepare()
    {
        const auto model = std::to_string(
            number_of(database_, "SELECT MIN(id) FROM programme_organization WHERE tax_code IS NOT NULL"));
        const auto code =
            std::to_string(number_of(database_, "SELECT tax_code FROM programme_organization WHERE id=" + model));
        commune_.emplace(database_, "SELECT 1 FROM programme_commune WHERE id=" +
                                        std::to_string(number_of(database_, "SELECT MIN(id) FROM programme_commune")));
        organization_.emplace(insert_like(database_, "programme_organization", "id=" + model, "id", code));
        word_.emplace(insert_like(
            database_, "core_word",
            "entity=(SELECT number FROM core_entity WHERE name='programme.organization') AND record=" + model, "record",
            code));
        journal_.emplace(insert_like(
            database_, "core_journal",
            "entity='programme.organization' AND record=" + model + " AND action='create' LIMIT 1", "id", code));
        database_.execute("COMMIT");
    }

    mariadb database_;
    std::optional<mariadb_statement> commune_;
    std::optional<insertion> organization_;
    std::optional<insertion> word_;
    std::optional<insertion> journal_;
};

} // namespace

double mariadb_creates_per_second(const std::string& socket, const std::string& database, double seconds,
                                  unsigned clients)
{
    mysql_library_init(0, nullptr, nullptr);
    mariadb asked{socket, database};
    // Far above the blocks of ids that a server may have reserved, and with other tax codes than a run before this.
    std::atomic<std::int64_t> next{number_of(asked, "SELECT MAX(id) FROM core_journal") + 1000000001};
    const std::int64_t first = next;
    std::vector<std::unique_ptr<client>> all;
    for (unsigned i = 0; i < clients; ++i) all.push_back(std::make_unique<client>(socket, database));

    std::exception_ptr wrong;
    const auto begin = std::chrono::steady_clock::now();
    const auto end = begin + std::chrono::duration<double>{seconds};
    {
        std::vector<std::jthread> threads;
        for (const auto& each : all) {
            threads.emplace_back([&] {
                try {
                    while (std::chrono::steady_clock::now() < end) each->create(next++);
                } catch (...) {
                    wrong = std::current_exception();
                }
            });
        }
    }
    if (wrong) std::rethrow_exception(wrong);
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(next - first) / passed.count();
}

} // namespace nscl::bench
