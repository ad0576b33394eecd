#include "core/http/server.hpp"

#include "core/http/listener.hpp"
#include "core/log/log.hpp"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

namespace nscl::http {

server::server(const settings::listen_settings& listen, const settings::limit_settings& limits,
               const routing_table& table, const problem_writer& problems, worker_pool& workers)
    : listen_(listen),
      context_(std::make_shared<session_context>(limits, listen.trusted_proxies, table, problems, workers))
{
}

server::~server()
{
    listeners_.clear();
}

std::uint16_t server::start()
{
    const unsigned wanted = listen_.io_threads > 0 ? listen_.io_threads : std::thread::hardware_concurrency();
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
    return port;
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
