#pragma once

#include "tests/integration/scenario/api_user.hpp"
#include "tests/support/mariadb_server.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_relay.hpp"
#include "tests/support/test_database.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>

namespace nscl::tests {

inline const std::string organizations = "/api/v1/programme/organizations";
inline const std::string applications = "/api/v1/programme/applications";

/// A moment, as the API writes it: for what has to expire some time.
std::string in_a_month();

/// A server on this database.
server_options on(const test_database& shared);

/// A server that reaches this database through a relay.
server_options through(const tcp_relay& between, const test_database& shared);

/// A connection to this database, which is on MariaDB, beside those of its servers.
mariadb_client beside(const test_database& shared);

/// Sends a JSON body.
answer post(api_user& by, std::string target, const boost::json::value& body, header_list headers = {});

/// The id of what was created; throws std::runtime_error with the answer when nothing was.
std::int64_t created(const answer& got);

/// The id of the first record of a list; throws std::runtime_error with the answer when there is none.
std::int64_t first_id(api_user& by, std::string target);

/// The first administrator, `admin` with test_password, made by the set-up link and logged in.
api_user first_administrator(server_process& server);

/// The administrator gives himself a role.
void grant(api_user& admin, const std::string& role, const boost::json::value& scopes = nullptr);

/// Another user, logged in at the same server, and his id.
struct colleague {
    std::int64_t id = 0;
    api_user at;
};
colleague invite(api_user& admin, const server_process& server, const std::string& username, const std::string& role,
                 const boost::json::value& scopes = nullptr);

} // namespace nscl::tests
