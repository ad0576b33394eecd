#pragma once

#include "core/http/session.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>

namespace nscl::http {

/// Throws std::system_error when another program listens there. Listeners share their port, and would share it with a second server of
/// the same user unnoticed.
void check_port_is_free(const std::string& address, std::uint16_t port);

/// One I/O thread: its io_context, its own listening socket on the shared port (the kernel spreads connections over them) and its sessions.
class listener {
public:
    /// Binds and listens. `port` 0 takes any free one. Throws std::system_error.
    listener(const std::string& address, std::uint16_t port, std::shared_ptr<session_context> context);

    /// Ends everything at once if it still runs.
    ~listener();

    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;

    std::uint16_t port() const;
    void start();

    /// Accepts nothing more; idle connections end now, others after their answer. From any thread. What it returns is ready once
    /// that holds, which is never when the thread has ended before.
    std::future<void> end_politely();
    /// Waits until every connection has ended; false when `until` came first.
    bool wait(std::chrono::steady_clock::time_point until);
    /// Ends every connection and joins the thread.
    void end_now();

private:
    using timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, io_executor>;

    void run();
    io_task accept();
    io_task look_at_deadlines();
    void open(io_socket socket);
    void turn_away(io_socket socket);
    void closed(const session* which);

    std::shared_ptr<session_context> context_;
    std::shared_ptr<boost::asio::io_context> io_;
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, io_executor> acceptor_;
    timer sweeping_;
    request_ids ids_;
    std::unordered_map<const session*, std::shared_ptr<session>> open_;
    bool stopping_ = false;
    std::promise<void> finishing_;
    std::future<void> finished_;
    std::thread thread_;
};

} // namespace nscl::http
