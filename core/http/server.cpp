#include "core/http/server.hpp"

#include "core/http/listener.hpp"
#include "core/http/spool_file.hpp"
#include "core/log/log.hpp"
#include "core/platform/clock.hpp"

#include <algorithm>
#include <future>
#include <system_error>
#include <thread>
#include <utility>

namespace nscl::http {

namespace {

/// A folder that takes nothing is no reason not to start: small bodies need none.
void try_body_folder(const std::filesystem::path& folder)
{
    try {
        const spool_file tried{folder};
    } catch (const std::system_error& why) {
        log::warning("body_folder_unusable", {{"folder", folder.string()}, {"problem", why.what()}});
    }
}

} // namespace

server::server(const settings::listen_settings& listen, const settings::limit_settings& limits,
               const routing_table& table, const problem_writer& problems, worker_pool& workers)
    : listen_(listen), context_(std::make_shared<session_context>(limits, listen, table, problems, workers))
{
}

server::~server()
{
    listeners_.clear();
}

void server::count_unrouted(std::shared_ptr<request_meter> by)
{
    context_->unrouted = std::move(by);
}

server::figures server::counts() const
{
    return {.connections = context_->connections.load(std::memory_order_relaxed),
            .most_connections = context_->limits.connections,
            .body_memory = context_->bodies->memory.held(),
            .most_body_memory = context_->bodies->memory.capacity(),
            .body_disk = context_->bodies->disk.held(),
            .most_body_disk = context_->bodies->disk.capacity()};
}

std::uint16_t server::start()
{
    const unsigned wanted = listen_.io_threads > 0 ? listen_.io_threads : std::thread::hardware_concurrency();
    try_body_folder(context_->limits.body_folder);
    if (listen_.port != 0) check_port_is_free(listen_.address, listen_.port);
    std::vector<std::unique_ptr<listener>> made;
    std::uint16_t port = listen_.port;
    for (unsigned count = 0; count < std::max(wanted, 1U); ++count) {
        made.push_back(std::make_unique<listener>(listen_.address, port, context_));
        port = made.front()->port();
    }
    for (const auto& each : made) each->start();
    listeners_ = std::move(made);
    accepting_ = true;
    log::info("listening", {{"address", listen_.address}, {"port", port}, {"io_threads", listeners_.size()}});
    log_certificate("certificate_loaded");
    return port;
}

void server::log_certificate(std::string_view event) const
{
    if (!context_->certificate) return;
    const auto until = context_->certificate->current()->valid_until();
    log::write(until < platform::system_clock{}.now() ? log::level::warning : log::level::info, event,
               {{"valid_until", platform::to_rfc3339(until)}});
}

void server::reload_certificate()
{
    if (!context_->certificate) return;
    try {
        context_->certificate->reload();
        log_certificate("certificate_reloaded");
    } catch (const std::exception& unusable) {
        log::error("certificate_not_reloaded", {{"problem", unusable.what()}});
    }
}

void server::stop_accepting()
{
    if (!std::exchange(accepting_, false)) return;
    std::vector<std::future<void>> ended;
    for (const auto& each : listeners_) ended.push_back(each->end_politely());
    for (const auto& each : ended) each.wait();
}

void server::stop()
{
    if (listeners_.empty()) return;
    const auto until = std::chrono::steady_clock::now() + context_->limits.shutdown;
    stop_accepting();
    bool all = true;
    for (const auto& each : listeners_) all = each->wait(until) && all;
    if (!all) log::warning("requests_broken_off", {{"connections", context_->connections.load()}});
    listeners_.clear(); // ends what is left, and joins
    log::info("stopped_listening");
}

} // namespace nscl::http
