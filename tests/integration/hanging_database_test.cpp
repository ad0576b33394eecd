// A server whose database says nothing any more, and does not hang up either.
#include "tests/support/mariadb_server.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_relay.hpp"
#include "tests/support/test_database.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace nscl::tests {
namespace {

TEST(HangingDatabase, DoesNotKeepAServerThatIsToldToGo)
{
    const test_database fresh{engine::mariadb};
    const temporary_folder folder;
    tcp_relay between{mariadb_server::instance().port()};
    std::ofstream{folder.path() / "nscl.toml"} << "[limits]\nshutdown = \"100ms\"\n";
    server_options options;
    options.database_url = between.address_for(fresh.settings().url);
    options.database_password = fresh.settings().password;
    options.arguments = {"--config", (folder.path() / "nscl.toml").string()};
    server_process server{options};
    server.setup_token(); // the last thing that it does by itself
    between.hold_answers();

    EXPECT_EQ(server.stop(), EXIT_FAILURE);
    EXPECT_THAT(server.log(), testing::HasSubstr("stop_broken_off"));
}

} // namespace
} // namespace nscl::tests
