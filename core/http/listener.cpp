#include "core/http/listener.hpp"

#include "core/http/response_head.hpp"
#include "core/log/log.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/random.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <system_error>

namespace nscl::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

const auto quietly = asio::as_tuple(io_token{});

/// After a failed accept, most likely for want of file descriptors: trying again at once would only burn time.
constexpr std::chrono::milliseconds pause_after_failure{100};

[[noreturn]] void fail(const std::string& what, const tcp::endpoint& where, const error_code& why)
{
    const std::string place = where.address().to_string() + ":" + std::to_string(where.port());
    throw std::system_error(why.value(), std::generic_category(), what + " " + place);
}

tcp::endpoint endpoint_of(const std::string& address, std::uint16_t port)
{
    error_code error;
    const auto parsed = asio::ip::make_address(address, error);
    if (error)
        throw std::system_error(error.value(), std::generic_category(),
                                "listen address \"" + address + "\" is no IP address");
    return {parsed, port};
}

enum class sharing { none, port };

template <class Acceptor>
void bind(Acceptor& acceptor, const tcp::endpoint& where, sharing how)
{
    error_code error;
    acceptor.open(where.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error && how == sharing::port) {
        const int on = 1;
        if (setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
            error = error_code(errno, boost::system::generic_category());
        }
    }
    if (!error) acceptor.bind(where, error);
    if (error) fail("cannot listen on", where, error);
}

} // namespace

void check_port_is_free(const std::string& address, std::uint16_t port)
{
    asio::io_context unused;
    tcp::acceptor probe{unused};
    bind(probe, endpoint_of(address, port), sharing::none);
}

listener::listener(const std::string& address, std::uint16_t port, std::shared_ptr<session_context> context)
    : context_(std::move(context)),
      io_(std::make_shared<asio::io_context>(1)),
      acceptor_(*io_),
      sweeping_(*io_),
      ids_(platform::to_hex(platform::system_random{}.bytes(8))),
      finished_(finishing_.get_future())
{
    const auto where = endpoint_of(address, port);
    bind(acceptor_, where, sharing::port);
    error_code error;
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) fail("cannot listen on", where, error);
}

listener::~listener()
{
    end_now();
}

std::uint16_t listener::port() const
{
    return acceptor_.local_endpoint().port();
}

void listener::start()
{
    const auto lost = [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    };
    asio::co_spawn(io_->get_executor(), accept(), lost);
    asio::co_spawn(io_->get_executor(), look_at_deadlines(), lost);
    thread_ = std::thread{[this] { run(); }};
}

void listener::run()
{
    while (true) {
        try {
            io_->run();
            break;
        } catch (const std::exception& thrown) {
            log::error("io_thread_failed", {{"what", thrown.what()}});
        }
    }
    finishing_.set_value();
}

io_task listener::accept()
{
    while (!stopping_) {
        auto accepting = acceptor_.async_accept(quietly);
        auto [error, socket] = co_await std::move(accepting);
        if (stopping_) co_return;
        if (!error) {
            open(std::move(socket));
        } else if (error != asio::error::connection_aborted) {
            log::warning("accept_failed", {{"what", error.message()}});
            timer pause{*io_, pause_after_failure};
            auto pausing = pause.async_wait(quietly);
            co_await std::move(pausing);
        }
    }
}

void listener::open(io_socket socket)
{
    // Two threads may pass here at once: the limit is a protection, not a quota.
    if (context_->connections.load() >= context_->limits.connections) return turn_away(std::move(socket));
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    auto made = std::make_shared<session>(std::move(socket), context_, io_, ids_);
    const session* const key = made.get();
    open_.emplace(key, made);
    context_->connections.fetch_add(1);
    asio::co_spawn(io_->get_executor(), session::run(std::move(made)),
                   [this, key](const std::exception_ptr&) { closed(key); });
}

/// One try to say why, without waiting for anybody.
void listener::turn_away(io_socket socket)
{
    log::warning("too_many_connections", {{"limit", context_->limits.connections}});
    if (context_->certificate) { // a handshake would cost more than is left
        context_->dispatching.problems().limits().add("too_many_connections");
        return;
    }
    const response answer = context_->dispatching.problems().from(protocol_fault::too_many_connections, request{});
    const std::string id = ids_.for_request({});
    delivery how;
    how.keep_alive = false;
    how.content_length = answer.body.size();
    how.request_id = id;
    const std::string text = response_head(answer, how) + answer.body;
    error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(io_socket::shutdown_send, ignored);
    std::string unread(4096, '\0'); // a close over unread bytes would take the answer back
    socket.read_some(asio::buffer(unread), ignored);
}

void listener::closed(const session* which)
{
    open_.erase(which);
    context_->connections.fetch_sub(1);
    if (stopping_ && open_.empty()) sweeping_.cancel();
}

io_task listener::look_at_deadlines()
{
    const auto& limits = context_->limits;
    const auto shortest = std::min({limits.request, limits.header_read, limits.idle});
    const auto interval = std::clamp(shortest / 4, std::chrono::milliseconds{5}, std::chrono::milliseconds{250});
    while (!stopping_ || !open_.empty()) {
        sweeping_.expires_after(interval);
        auto waiting = sweeping_.async_wait(quietly);
        co_await std::move(waiting);
        const auto now = session::clock::now();
        for (const auto& [key, each] : open_) each->expire(now);
    }
}

std::future<void> listener::end_politely()
{
    auto ended = std::make_shared<std::promise<void>>();
    asio::post(*io_, [this, ended] {
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        for (const auto& [key, each] : open_) each->end_politely();
        if (open_.empty()) sweeping_.cancel();
        ended->set_value();
    });
    return ended->get_future();
}

bool listener::wait(std::chrono::steady_clock::time_point until)
{
    return !thread_.joinable() || finished_.wait_until(until) == std::future_status::ready;
}

void listener::end_now()
{
    if (!thread_.joinable()) return;
    end_politely();
    asio::post(*io_, [this] {
        for (const auto& [key, each] : open_) each->end_now();
    });
    thread_.join();
}

} // namespace nscl::http
