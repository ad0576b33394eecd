#pragma once

#include "core/http/problem.hpp"
#include "core/http/router.hpp"
#include "core/http/worker_pool.hpp"
#include "core/settings/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace nscl::http {

class listener;
struct session_context;

/// The HTTP side of the program: I/O threads that read requests and answer them from the current generation of routes.
class server {
public:
    /// The pool outlives the server, table and problem writer outlive the pool's draining: handlers that were broken off may still use them.
    /// Throws std::invalid_argument for a trusted proxy that is no address, std::runtime_error for a certificate that cannot be used.
    server(const settings::listen_settings& listen, const settings::limit_settings& limits, const routing_table& table,
           const problem_writer& problems, worker_pool& workers);

    /// Requests that reach no route are counted by this one. Before start().
    void count_unrouted(std::shared_ptr<request_meter> by);

    struct figures {
        std::size_t connections = 0;
        std::size_t most_connections = 0;
        std::size_t body_memory = 0; ///< bytes held
        std::size_t most_body_memory = 0;
        std::size_t body_disk = 0; ///< bytes held
        std::size_t most_body_disk = 0;
    };
    /// From any thread.
    figures counts() const;

    /// Stops, without patience when stop() was not called.
    ~server();

    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// Binds, listens and answers from now on. Returns the port. Throws std::system_error when it cannot; then nothing runs.
    std::uint16_t start();

    /// Reads the certificate's files again, for connections to come. What is wrong with them is logged, and the one before stays. From any
    /// thread. Does nothing where no certificate is set.
    void reload_certificate();

    /// Accepts nothing more and ends idle connections; returns when that holds on every I/O thread. Only requests that have begun
    /// still reach a handler. Idempotent; not to be called from a handler.
    void stop_accepting();

    /// stop_accepting(), lets requests in flight finish for limits.shutdown, then breaks them off. Returns when the I/O threads
    /// have ended; a handler that was broken off may still run on the pool. Idempotent; not to be called from a handler.
    void stop();

private:
    void log_certificate(std::string_view event) const;

    settings::listen_settings listen_;
    std::shared_ptr<session_context> context_;
    std::vector<std::unique_ptr<listener>> listeners_;
    bool accepting_ = false;
};

} // namespace nscl::http
