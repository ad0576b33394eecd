#pragma once

#include "core/accounts/accounts.hpp"
#include "core/accounts/core_rules.hpp"
#include "core/http/problem.hpp"
#include "tests/support/test_database.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace nscl::tests {

/// Stands still until it is told to move.
class standing_clock final : public platform::clock {
public:
    platform::instant now() const override { return now_; }
    void advance(std::chrono::microseconds by) { now_ += by.count(); }

private:
    std::atomic<platform::instant> now_{1'790'000'000'000'000};
};

/// One server process's accounts on a database; several may share one database.
class server_accounts {
public:
    server_accounts(database::database& db, standing_clock& clock, settings::account_settings settings,
                    std::string public_url = {});

    accounts::accounts& served() { return *accounts_; }
    const entities::entity_store& store() const { return *store_; }
    const entities::entity& entity(std::string_view name) const { return *store_->model().find(name); }

    /// Finds the route and asks it.
    http::response ask(http::request asked);

private:
    messages::catalogue catalogue_;
    http::problem_writer problems_;
    platform::system_random random_;
    accounts::core_rules rules_;
    std::shared_ptr<entities::model> model_;
    std::shared_ptr<const entities::entity_store> store_;
    std::unique_ptr<accounts::accounts> accounts_;
    std::unique_ptr<http::router> router_;
};

/// A database with core's own entities, an entity `town.organization` and the roles `officer` (includes `viewer`) and `viewer`,
/// whose dimension is `organization`; a `guard` of organizations and an `archivist` of all may open their history, only a `mayor` reads
/// their `secret`.
class account_world : public each_database {
protected:
    explicit account_world(settings::account_settings rules = {});

    static constexpr const char* good_password = "Correct-Horse-7-Battery";
    static constexpr const char* other_password = "Wrong-Staple-42-Donkey";

    server_accounts& server() { return *server_; }
    accounts::accounts& served() { return server_->served(); }
    standing_clock& clock() { return clock_; }
    const settings::account_settings& rules() const { return rules_; }

    entities::record_id add_user(std::string_view name, std::string_view role);
    entities::record_id add_role(std::string_view code, std::vector<entities::record_id> includes);
    entities::record_id role_id(std::string_view code);
    entities::record_id add_organization(std::string_view name);
    /// Creates as the system does; expects success.
    entities::record_id create(std::string_view entity,
                               std::initializer_list<std::pair<std::string_view, entities::field_value>> values);
    /// The same, with its refusal.
    messages::outcome<entities::record>
    try_create(std::string_view entity,
               std::initializer_list<std::pair<std::string_view, entities::field_value>> values);
    messages::outcome<entities::record>
    try_update(std::string_view entity, entities::record_id id,
               std::initializer_list<std::pair<std::string_view, entities::field_value>> values);
    messages::outcome<> try_remove(std::string_view entity, entities::record_id id);

    std::int64_t count(const std::string& sql, std::vector<database::value> parameters = {});
    std::int64_t journalled(std::string_view action);

    struct login {
        std::string token;
        std::string csrf;
        boost::json::value body;
    };
    http::response log_in(std::string_view name, std::string_view password, std::string_view cookie = {});
    /// Expects success.
    login logged_in(std::string_view name, std::string_view password = good_password);
    messages::outcome<std::shared_ptr<const entities::caller>> identify(const http::request& asked);

private:
    standing_clock clock_;
    settings::account_settings rules_;
    std::unique_ptr<server_accounts> server_;
};

http::request make_request(http::verb which, std::string path, std::string body = {});
/// Adds the session's cookie, and its CSRF header where one is given.
http::request with_session(http::request asked, std::string_view token, std::string_view csrf = {});
http::request with_bearer(http::request asked, std::string_view secret);
std::string header(const http::response& answer, std::string_view name);
boost::json::value json_of(const http::response& answer);
/// The stable code of a problem.
std::string code_of(const http::response& answer);
/// "pointer code" of each field error.
std::vector<std::string> errors_of(const http::response& answer);
std::vector<std::string> errors_of(const messages::refusal& refused);

} // namespace nscl::tests
