#pragma once

#include "core/database/database.hpp"
#include "core/http/problem.hpp"
#include "core/http/request_meter.hpp"
#include "core/http/server.hpp"
#include "core/http/worker_pool.hpp"
#include "core/jobs/job_runner.hpp"
#include "core/journal/sealing.hpp"
#include "core/metrics/exposition.hpp"
#include "core/plugin_host/plugin_host.hpp"

#include <functional>

/// The figures of each room, as they are when somebody asks, under the names that operators know (docs/operating.md). None of these functions
/// touches the database or waits for more than a short lock.
namespace nscl::metrics {

/// Where the figures come from. Everything outlives whoever asks.
struct sources {
    const http::request_meters& requests;
    const http::problem_writer& problems; ///< counts the limits that were crossed
    const http::worker_pool& workers;
    const database::database& database;
    const plugin_host::plugin_host& plugins;
    const jobs::job_runner& jobs;
    std::function<http::server::figures()> server;      ///< of the one that listens
    std::function<journal::sealing::figures()> sealing; ///< nothing is sealed yet: zeros
};

void add_requests(exposition& to, const http::request_meters& requests);
void add_limits(exposition& to, const http::refusal_counts& limits);
void add_server(exposition& to, const http::server::figures& server, const http::worker_pool::figures& workers);
void add_database(exposition& to, const database::database& database);
void add_plugins(exposition& to, const plugin_host::plugin_host& plugins);
void add_background_work(exposition& to, const jobs::job_runner& jobs, const journal::sealing::figures& sealing);
/// Memory, processor time and file descriptors of this process, under Prometheus' own names for them. What /proc does not tell is left out.
void add_process(exposition& to);

/// Everything above.
exposition read(const sources& from);

} // namespace nscl::metrics
