#pragma once

#include "core/database/database.hpp"
#include "core/settings/settings.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace nscl::tests {

enum class engine { sqlite, mariadb };
void PrintTo(engine which, std::ostream* to);

/// An empty database of its own: a SQLite file, or a database on mariadb_server. It disappears with this object, which
/// outlives everything opened on it.
class test_database {
public:
    explicit test_database(engine which);
    test_database(const test_database&) = delete;
    test_database& operator=(const test_database&) = delete;
    ~test_database();

    engine which() const { return which_; }
    /// Where the SQLite file lies, as `nscl.db`: what a server is given as --data-dir.
    const std::filesystem::path& folder() const { return folder_.path(); }
    /// What a server would be given to use it; change connections or lease_timeout as needed.
    const settings::database_settings& settings() const { return settings_; }
    /// Another connection pool on it, as another process would have.
    std::unique_ptr<database::database> open() const;

private:
    engine which_;
    temporary_folder folder_;
    std::string name_;
    settings::database_settings settings_;
};

/// A test that runs on each database. In its file:
///
///     using Budget = nscl::tests::each_database;
///     NSCL_ON_EACH_DATABASE(Budget);
///     TEST_P(Budget, IsNeverOverdrawn) { db().write(...); }
///
/// and in CMakeLists.txt: nscl_add_test(... LINKS nscl_test_database PROPERTIES FIXTURES_REQUIRED mariadb).
class each_database : public testing::TestWithParam<engine> {
protected:
    each_database() : fresh_(GetParam()), db_(fresh_.open()) {}

    database::database& db() { return *db_; }
    const test_database& fresh() const { return fresh_; }
    bool on_sqlite() const { return GetParam() == engine::sqlite; }

private:
    test_database fresh_;
    std::unique_ptr<database::database> db_;
};

/// "Sqlite" or "Mariadb", for the test's name.
std::string engine_name(const testing::TestParamInfo<engine>& tested);

} // namespace nscl::tests

#define NSCL_ON_EACH_DATABASE(suite)                                                                                   \
    INSTANTIATE_TEST_SUITE_P(On, suite, testing::Values(nscl::tests::engine::sqlite, nscl::tests::engine::mariadb),    \
                             nscl::tests::engine_name)
