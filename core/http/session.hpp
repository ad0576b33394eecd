#pragma once

#include "core/http/exchange.hpp"
#include "core/http/input_buffer.hpp"
#include "core/http/numbered_wait.hpp"
#include "core/http/request_ids.hpp"
#include "core/http/session_context.hpp"
#include "core/http/tls_channel.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nscl::http {

using io_executor = boost::asio::io_context::executor_type;
using io_socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, io_executor>;
using io_token = boost::asio::use_awaitable_t<io_executor>;
using io_task = boost::asio::awaitable<void, io_executor>;

/// One connection: reads requests one after the other, hands them over, writes the answers. Everything runs on the I/O thread of
/// `home`; only handlers and streamed bodies run on workers.
///
/// Where a certificate is set, a tls_channel stands between the socket and everything else here.
///
/// A deadline is a time that every step sets and that the listener looks at now and then (expire): a timer per operation would
/// cost as much as the parsing.
///
/// g++ 12 miscompiles temporaries with destructors inside a co_await expression (GCC bug 107288): awaitables get a name first.
class session : public std::enable_shared_from_this<session> {
public:
    using clock = std::chrono::steady_clock;

    /// `ids` belongs to the I/O thread that runs `home`.
    session(io_socket socket, std::shared_ptr<session_context> context, std::shared_ptr<boost::asio::io_context> home,
            request_ids& ids);

    /// Serves the connection until it ends. The session is kept alive by `self`.
    static io_task run(std::shared_ptr<session> self);

    /// Breaks off what has waited longer than it may.
    void expire(clock::time_point now);
    /// Ends an idle connection now and a busy one after its answer.
    void end_politely();
    /// Ends the connection now, wherever it stands.
    void end_now();

private:
    enum class phase { idle, reading_header, reading_body, waiting, writing, lingering };
    /// What a worker does with an exchange.
    using errand = void (*)(exchange&, const session_context&);

    io_task serve();
    io_task receive_header();
    io_task receive_body();
    io_task handle();
    io_task deliver();
    io_task deliver_stream();
    bool make_room_for_pieces();
    void note_full_memory() const;
    io_task write(std::string_view head, std::string_view body);
    io_task write_sealed(std::string_view head, std::string_view body);
    io_task send_sealed();
    io_task read_some(std::size_t room);
    io_task linger();
    io_task wait_for_worker();

    std::size_t unseal(std::span<char> received, std::size_t count);
    void say_goodbye();
    void identify();
    void note_tls_problem(std::string_view what) const;
    void note_unread() const;
    void note_end_without_request() const;
    void begin_exchange();
    void open_request();
    void check_body();
    void refuse(protocol_fault fault);
    void answer_with(response answer);
    worker_pool::job prepared(errand what);
    void worker_done(const std::shared_ptr<exchange>& done);
    void resume_later();
    void replace_abandoned_exchange();
    void release_exchange();
    static void end_stream(exchange& of, const session_context& context);
    std::string head_of(const response& answer, bool chunked, std::optional<std::size_t> content_length) const;
    void conclude() const;
    void write_log_line(std::chrono::microseconds took) const;
    /// Begins a phase, which may take that long; returns now.
    clock::time_point enter(phase next, std::chrono::milliseconds limit);

    io_socket socket_;
    std::shared_ptr<session_context> context_;
    std::shared_ptr<boost::asio::io_context> home_;
    request_ids& ids_;
    std::string connected_;            ///< address of the other end
    std::unique_ptr<tls_channel> tls_; ///< null: what the socket carries is plain
    bool tls_begun_ = false;           ///< the other end's first byte has come
    bool tls_missing_ = false;         ///< it spoke plain HTTP where a certificate is set

    input_buffer input_;
    message_parser parser_;
    std::shared_ptr<exchange> exchange_;
    bool answered_ = false;    ///< exchange_->answer is set: no handler is to be asked
    bool with_worker_ = false; ///< a worker owns *exchange_
    unsigned status_ = 0;      ///< of this answer
    std::size_t sent_ = 0;     ///< body bytes of this answer

    phase phase_ = phase::idle;
    clock::time_point deadline_ = clock::time_point::max();
    bool expired_ = false;  ///< the phase took longer than it may
    bool fresh_ = true;     ///< no request has come yet
    bool closing_ = false;  ///< the connection ends after this answer
    bool unread_ = false;   ///< and what the other end still sends is thrown away first
    bool broken_ = false;   ///< the connection is of no use any more
    bool stopping_ = false; ///< the server stops

    using waiter = boost::asio::async_result<io_token, void()>::handler_type;
    numbered_wait<waiter> waiting_;
};

} // namespace nscl::http
