#pragma once

#include "core/accounts/core_rules.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/routes/caller_source.hpp"
#include "core/entities/routes/idempotency.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/dispatcher.hpp"
#include "core/http/problem.hpp"
#include "core/http/router.hpp"
#include "core/jobs/job_ledger.hpp"
#include "core/jobs/job_runner.hpp"
#include "tests/support/test_database.hpp"

#include <boost/json/value.hpp>

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::tests {

/// Stands still until it is told to move.
class hand_clock final : public platform::clock {
public:
    platform::instant now() const override { return at; }
    platform::instant at = 1'790'000'000'000'000; // 2026-09-21
};

/// Takes every request for the same caller's.
class known_caller final : public entities::caller_source {
public:
    messages::outcome<std::shared_ptr<const entities::caller>> identify(const http::request&) override { return who; }
    std::shared_ptr<const entities::caller> who;
};

/// Callbacks that a test sets by number, at any time before they are called; those that it does not set do nothing.
class script final : public entities::callback_binder {
public:
    std::map<unsigned, entities::hook> hooks; ///< checks, before and after_commit
    std::map<unsigned, entities::claim_text> claims;
    std::map<unsigned, entities::value_rule> values; ///< of contributed types; those that are not here take every value

    entities::hook check(unsigned number) override { return call(number); }
    entities::hook before(unsigned number) override { return call(number); }
    entities::hook after_commit(unsigned number) override { return call(number); }
    entities::claim_text claim(unsigned number) override;
    entities::value_rule value(unsigned number) override;

private:
    entities::hook call(unsigned number);
};

/// A field's name and its value as JSON text.
using named_json = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// The inside of a server without its sockets: core's own entities and one declared plugin on a database, with every route of records,
/// files, import and export.
class record_world {
public:
    record_world(database::database& on, std::string_view plugin, std::string_view document);
    ~record_world();

    const entities::entity& entity(std::string_view full_name) const;
    std::size_t field(std::string_view full_name, std::string_view name) const;

    entities::field_values values(std::string_view full_name, named_json given) const;
    /// Creates with all rights and returns the id; fails the test when refused.
    entities::record_id add(std::string_view full_name, named_json given);
    messages::outcome<entities::record> create(const entities::caller& who, std::string_view full_name,
                                               named_json given);
    messages::outcome<entities::record> update(const entities::caller& who, std::string_view full_name,
                                               entities::record_id id, named_json given, std::int64_t version = 0);
    messages::outcome<entities::record> take(const entities::caller& who, std::string_view full_name,
                                             entities::record_id id, std::string_view transition,
                                             named_json given = {});
    messages::outcome<> remove(const entities::caller& who, std::string_view full_name, entities::record_id id);
    messages::outcome<entities::record> read(const entities::caller& who, std::string_view full_name,
                                             entities::record_id id);
    std::int64_t count(const std::string& sql, std::vector<database::value> parameters = {});

    /// A page of a list, or its refusal.
    messages::outcome<entities::page> list(const entities::caller& who, std::string_view full_name,
                                           std::string_view query);

    /// Asks a route as `callers.who`. Outages answer as the server would.
    http::response ask(http::verb verb, std::string target, std::string body = {},
                       std::vector<http::pair> headers = {});

    /// Returns once every job that was accepted until now has ended.
    void finish_jobs();

    database::database& db;
    hand_clock clock;
    script callbacks;
    messages::catalogue catalogue;
    http::problem_writer problems{catalogue};
    known_caller callers;
    entities::idempotency repeats{db, clock};
    accounts::core_rules core_rules{clock};
    std::shared_ptr<entities::model> model;
    std::shared_ptr<const entities::entity_store> store;
    entities::cursor_seal seal;
    std::unique_ptr<entities::list_reader> lists;
    std::unique_ptr<jobs::job_ledger> ledger;
    jobs::job_runner jobs{{.pieces = 8, .bytes = 64 * 1024}};
    std::shared_ptr<const http::router> router;
    http::routing_table table;
};

/// The system's rights.
entities::caller almighty();
/// A user with roles, each with the same values per dimension.
entities::caller person(std::int64_t id, std::vector<std::string> roles,
                        std::map<std::string, std::vector<entities::record_id>, std::less<>> values = {});

/// "/title required /born not_a_date", in the order reported; the code alone when no field is named; "" without a refusal.
std::string in_words(const messages::refusal& refused);
template <class T>
std::string refusal_of(const messages::outcome<T>& tried)
{
    return tried.has_error() ? in_words(tried.error()) : std::string{};
}

/// Everything that a streamed or plain answer says.
std::string whole_body(const http::response& answer);
std::string header_of(const http::response& answer, std::string_view name);

} // namespace nscl::tests
