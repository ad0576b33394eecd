#include "core/metrics/figures.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace nscl::metrics {

namespace {

template <class Rep, class Period>
double seconds(std::chrono::duration<Rep, Period> time)
{
    return std::chrono::duration<double>(time).count();
}

/// An empty label is none at all to Prometheus.
std::string_view or_none(std::string_view text)
{
    return text.empty() ? "none" : text;
}

double number(std::uint64_t count)
{
    return static_cast<double>(count);
}

} // namespace

void add_requests(exposition& to, const http::request_meters& requests)
{
    const auto answered =
        to.counter("nscl_http_requests_total", "Requests answered, by route, the plugin that owns it, and status.");
    for (const auto& each : requests.all()) {
        for (const auto& [status, count] : each->answers.read()) {
            const std::string shown = status == 0 ? "other" : std::to_string(status);
            answered.add(number(count), {{"method", or_none(each->method)},
                                         {"route", or_none(each->pattern)},
                                         {"plugin", or_none(each->owner)},
                                         {"status", shown}});
        }
    }
    std::vector<double> bounds;
    for (const auto bound : http::duration_counts::bounds) bounds.push_back(seconds(bound));
    const auto took =
        to.histogram("nscl_http_request_duration_seconds",
                     "From a request's first byte to its answer's last, by the plugin that owns the route.");
    for (const auto& [owner, each] : requests.durations()) {
        const auto now = each->read();
        took.add_histogram(bounds, now.counts, seconds(now.total), {{"plugin", or_none(owner)}});
    }
}

void add_limits(exposition& to, const http::refusal_counts& limits)
{
    const auto crossed = to.counter("nscl_limits_crossed_total", "Limits crossed, by the code of the answer.");
    for (const auto& [code, count] : limits.read()) crossed.add(number(count), {{"limit", code}});
}

void add_server(exposition& to, const http::server::figures& server, const http::worker_pool::figures& workers)
{
    to.gauge("nscl_http_connections", "Open connections.").add(number(server.connections));
    to.gauge("nscl_http_connections_limit", "limits.connections.").add(number(server.most_connections));
    to.gauge("nscl_http_body_memory_bytes", "Memory that small request bodies hold.").add(number(server.body_memory));
    to.gauge("nscl_http_body_memory_limit_bytes", "limits.body_memory.").add(number(server.most_body_memory));
    to.gauge("nscl_http_body_disk_bytes", "Disk space that large request bodies hold.").add(number(server.body_disk));
    to.gauge("nscl_http_body_disk_limit_bytes", "limits.body_disk.").add(number(server.most_body_disk));
    to.gauge("nscl_workers", "Worker threads.").add(number(workers.threads));
    to.gauge("nscl_workers_busy", "Worker threads that work on a request.").add(number(workers.running));
    to.gauge("nscl_worker_queue_waiting", "Requests that wait for a worker.").add(number(workers.waiting));
    to.gauge("nscl_worker_queue_limit", "Requests that may wait for a worker.").add(number(workers.queue));
}

void add_database(exposition& to, const database::database& database)
{
    const auto connections = database.connections();
    to.gauge("nscl_database_connections", "Connections of the pool.").add(number(connections.all));
    to.gauge("nscl_database_connections_in_use", "Connections that are leased.").add(number(connections.in_use));
    to.gauge("nscl_database_connections_waiting", "Threads that wait for a connection.")
        .add(number(connections.waiting));
    to.counter("nscl_database_connection_waits_total", "Leases that had to wait.").add(number(connections.waits));
    to.counter("nscl_database_connection_wait_seconds_total", "Time spent waiting for a connection.")
        .add(seconds(connections.waited));
    const auto writes = database.counts();
    to.counter("nscl_database_writes_total", "Writes that were kept.").add(number(writes.writes));
    to.counter("nscl_database_commits_total", "Commits that made them durable; fewer where writes share them.")
        .add(number(writes.commits));
    to.gauge("nscl_database_writes_waiting", "Writes that wait for their turn (SQLite).").add(number(writes.waiting));
    to.counter("nscl_database_write_wait_seconds_total", "Time spent waiting for a turn to write (SQLite).")
        .add(seconds(writes.waited));
    to.counter("nscl_database_retries_total", "Writes that were run once more.").add(number(writes.retries));
    const auto faults = database.faults();
    const auto ended =
        to.counter("nscl_database_faults_total", "Faults with which reads and writes ended, after all retries.");
    for (std::size_t kind = 0; kind < faults.size(); ++kind)
        ended.add(number(faults[kind]), {{"kind", database::name(static_cast<database::fault>(kind))}});
}

void add_plugins(exposition& to, const plugin_host::plugin_host& plugins)
{
    const auto all = plugins.callbacks();
    const auto called = to.counter("nscl_plugin_callbacks_total", "Calls into a plugin: routes, hooks, rules.");
    for (const auto& [id, counts] : all) called.add(number(counts.called), {{"plugin", id}});
    const auto failed =
        to.counter("nscl_plugin_failures_total", "Calls into a plugin that failed; refusals do not count.");
    for (const auto& [id, counts] : all) failed.add(number(counts.failed), {{"plugin", id}});
    const auto took = to.counter("nscl_plugin_callback_seconds_total", "Time spent in calls into a plugin.");
    for (const auto& [id, counts] : all) took.add(seconds(counts.took), {{"plugin", id}});
}

void add_background_work(exposition& to, const jobs::job_runner& jobs, const journal::sealing::figures& sealing)
{
    const auto waiting = jobs.waiting();
    to.gauge("nscl_jobs_waiting", "Imports that wait for their turn.").add(number(waiting.pieces));
    to.gauge("nscl_jobs_waiting_bytes", "Bytes of their texts, in memory or on the disk.").add(number(waiting.bytes));
    to.counter("nscl_journal_sealed_rows_total", "Rows of the journal that this process has sealed.")
        .add(number(sealing.sealed));
    to.gauge("nscl_journal_head_number", "Number of the last row that this process sealed; 0 before it sealed any.")
        .add(static_cast<double>(sealing.head));
    to.gauge("nscl_journal_sealing_failing", "1 while the journal cannot be sealed.").add(sealing.failing ? 1 : 0);
}

exposition read(const sources& from)
{
    exposition all;
    all.gauge("nscl_build_info", "The version that runs.").add(1, {{"version", NSCL_VERSION}});
    add_requests(all, from.requests);
    add_limits(all, from.problems.limits());
    add_server(all, from.server(), from.workers.counts());
    add_database(all, from.database);
    add_plugins(all, from.plugins);
    add_background_work(all, from.jobs, from.sealing());
    add_process(all);
    return all;
}

} // namespace nscl::metrics
