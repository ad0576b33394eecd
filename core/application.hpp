#pragma once

#include "core/accounts/accounts.hpp"
#include "core/accounts/core_rules.hpp"
#include "core/attachments/attachment_sweeper.hpp"
#include "core/database/database.hpp"
#include "core/describe/system_facts.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/routes/entity_routes.hpp"
#include "core/entities/routes/rate_limits.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/http/problem.hpp"
#include "core/http/request_meter.hpp"
#include "core/http/router.hpp"
#include "core/http/server.hpp"
#include "core/http/worker_pool.hpp"
#include "core/jobs/job_keeper.hpp"
#include "core/jobs/job_ledger.hpp"
#include "core/jobs/job_runner.hpp"
#include "core/journal/sealing.hpp"
#include "core/messages/catalogue.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/random.hpp"
#include "core/platform/repeating.hpp"
#include "core/plugin_host/host_services.hpp"
#include "core/plugin_host/plugin_host.hpp"
#include "core/settings/settings.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace nscl {

/// The whole server, put together. Members stand in the order in which they come to life, and end in reverse.
class application {
public:
    /// Opens the database, loads the plugins and brings the schema up to date; nothing listens yet. Throws with what to do when
    /// something cannot be had: database::error, schema_refused, plugins_refused, std::runtime_error.
    explicit application(settings::settings with);
    /// Stops what runs.
    ~application();

    application(const application&) = delete;
    application& operator=(const application&) = delete;

    /// Brings up to date what is derived from records, starts the plugins and fails the jobs of servers that are gone. Throws as the constructor does.
    void start();
    /// Once, after start(): publishes the routes and listens; from now on it also sweeps and seals the journal. Returns the port. Throws when the address is not
    /// to be had.
    std::uint16_t listen();

    /// Reads again what may change while the server runs: the certificate. What is wrong with it is logged and changes nothing.
    void reload();

    /// Finishes the requests in flight, then everything else. Idempotent. Waits for a database that hangs.
    void stop();

    accounts::accounts& accounts() { return *accounts_; }

private:
    entities::declaration core_declaration();
    std::shared_ptr<const entities::entity_store> prepare_store();
    std::vector<http::route> routes();
    http::route metrics();
    describe::system_facts system_facts() const;
    void sweep();

    settings::settings settings_;
    platform::system_clock clock_;
    platform::system_random random_;
    messages::catalogue catalogue_;
    http::problem_writer problems_;
    std::unique_ptr<database::database> database_;
    accounts::core_rules core_rules_;
    plugin_host::plugin_host plugins_;
    std::shared_ptr<const entities::entity_store> store_;
    entities::cursor_seal cursors_;
    entities::list_reader lists_;
    std::unique_ptr<accounts::accounts> accounts_;
    entities::rate_limits rates_;
    http::request_meters meters_;
    http::routing_table table_;
    entities::idempotency repeats_;
    attachments::attachment_sweeper files_;
    jobs::job_ledger ledger_;
    jobs::job_runner jobs_;
    http::worker_pool workers_;
    std::unique_ptr<http::server> server_;
    std::unique_ptr<jobs::job_keeper> job_keeper_;
    std::unique_ptr<platform::repeating> sweeper_;
    std::unique_ptr<journal::sealing> sealing_;
    bool stopped_ = false;
};

} // namespace nscl
