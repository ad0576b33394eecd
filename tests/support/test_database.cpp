#include "tests/support/test_database.hpp"

#include "core/database/open.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/random.hpp"
#include "tests/support/mariadb_server.hpp"

#include <ostream>

namespace nscl::tests {

test_database::test_database(engine which)
    : which_(which), name_("t" + platform::to_hex(platform::system_random{}.bytes(8)))
{
    if (which == engine::sqlite) {
        settings_.url = "sqlite://" + (folder_.path() / "nscl.db").string();
        return;
    }
    settings_ = mariadb_server::instance().settings_for(name_);
    mariadb_server::instance().run("CREATE DATABASE `" + name_ + "`");
}

test_database::~test_database()
{
    if (which_ != engine::mariadb) return;
    try {
        mariadb_server::instance().run("DROP DATABASE `" + name_ + "`");
    } catch (const std::exception& failed) {
        ADD_FAILURE() << failed.what();
    }
}

std::unique_ptr<database::database> test_database::open() const
{
    platform::system_random random;
    return database::open(settings_, random);
}

void PrintTo(engine which, std::ostream* to)
{
    *to << (which == engine::sqlite ? "Sqlite" : "Mariadb");
}

std::string engine_name(const testing::TestParamInfo<engine>& tested)
{
    return testing::PrintToString(tested.param);
}

} // namespace nscl::tests
