// The parts of a session that touch the socket, the workers and the clock; session.cpp is the conversation made of them.
#include "core/http/session.hpp"

#include "core/log/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace nscl::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

/// Errors come as values: a connection that ends is no exception.
const auto quietly = asio::as_tuple(io_token{});

/// So much of an answer has to be taken within limits.request, or the other end is too slow.
constexpr std::size_t answer_progress = 256 * 1024;
/// So much of an answer is sealed at a time: it is in memory twice.
constexpr std::size_t sealed_at_once = 64 * 1024;
constexpr std::size_t most_lingering_bytes = 1024 * 1024;
constexpr std::chrono::milliseconds most_lingering_time{2000};

std::string address_of(const io_socket& socket)
{
    error_code error;
    const auto end = socket.remote_endpoint(error);
    if (error) return {};
    const auto address = end.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

} // namespace

session::session(io_socket socket, std::shared_ptr<session_context> context, std::shared_ptr<asio::io_context> home,
                 request_ids& ids)
    : socket_(std::move(socket)),
      context_(std::move(context)),
      home_(std::move(home)),
      ids_(ids),
      connected_(address_of(socket_)),
      parser_(context_->limits.header_bytes)
{
}

io_task session::run(std::shared_ptr<session> self)
{
    try {
        auto serving = self->serve();
        co_await std::move(serving);
    } catch (const std::exception& thrown) {
        log::error("session_failed", {{"what", thrown.what()}});
    }
    self->release_exchange();
    self->say_goodbye();
    error_code ignored;
    self->socket_.close(ignored);
}

session::clock::time_point session::enter(phase next, std::chrono::milliseconds limit)
{
    const auto now = clock::now();
    phase_ = next;
    deadline_ = now + limit;
    expired_ = false;
    return now;
}

void session::expire(clock::time_point now)
{
    if (now < deadline_) return;
    deadline_ = clock::time_point::max();
    expired_ = true;
    if (phase_ == phase::waiting) return resume_later();
    error_code ignored;
    socket_.cancel(ignored);
}

void session::end_politely()
{
    stopping_ = true;
    error_code ignored;
    if (phase_ == phase::idle || phase_ == phase::lingering) socket_.cancel(ignored);
}

void session::end_now()
{
    stopping_ = true;
    broken_ = true;
    error_code ignored;
    socket_.close(ignored);
    resume_later();
}

io_task session::read_some(std::size_t room)
{
    if (expired_ || broken_) co_return;
    const auto free = input_.prepare(room);
    std::size_t plain = tls_ ? unseal(free, 0) : 0;
    while (true) {
        if (tls_) {
            auto sending = send_sealed();
            co_await std::move(sending);
            if (plain == 0 && tls_->has_ended()) broken_ = true;
        }
        if (plain > 0 || broken_ || expired_) break;
        auto reading = socket_.async_read_some(asio::buffer(free.data(), free.size()), quietly);
        const auto [error, count] = co_await std::move(reading);
        if (error && !expired_) broken_ = true;
        plain = tls_ ? unseal(free, count) : count;
        if (!tls_) break;
    }
    input_.commit(plain);
}

/// Replaces the `count` sealed bytes that were received by the plain bytes in them, and says how many these are. An end that speaks no TLS
/// is heard plainly all the same: it gets an answer that says so, and no more than that (open_request).
std::size_t session::unseal(std::span<char> received, std::size_t count)
{
    if (count > 0 && !std::exchange(tls_begun_, true) && !tls_channel::begins_with(received.front())) {
        tls_missing_ = true;
        tls_.reset();
        return count;
    }
    tls_->receive({received.data(), count});
    const std::size_t plain = tls_->read(received);
    if (!tls_->problem().empty()) note_tls_problem(tls_->problem());
    return plain;
}

void session::note_tls_problem(std::string_view what) const
{
    log::info("tls_failed", {{"peer", connected_}, {"problem", what}});
}

/// Sends what the channel has for the other end.
io_task session::send_sealed()
{
    while (!broken_ && !tls_->outgoing().empty()) {
        const auto bytes = tls_->outgoing();
        auto writing = asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()), quietly);
        const auto [error, count] = co_await std::move(writing);
        tls_->sent(count);
        if (error) broken_ = true;
    }
}

io_task session::write_sealed(std::string_view head, std::string_view body)
{
    tls_->write(head);
    do {
        const auto piece = body.substr(0, sealed_at_once);
        tls_->write(piece);
        body.remove_prefix(piece.size());
        if (!tls_->problem().empty()) broken_ = true;
        auto sending = send_sealed();
        co_await std::move(sending);
    } while (!broken_ && !body.empty());
}

/// One try to end a TLS connection as its other end expects, without waiting for anybody.
void session::say_goodbye()
{
    if (!tls_) return;
    tls_->close();
    const auto last = tls_->outgoing();
    error_code ignored;
    socket_.non_blocking(true, ignored);
    tls_->sent(socket_.write_some(asio::buffer(last.data(), last.size()), ignored));
}

void session::identify()
{
    context_->proxies.identify(exchange_->asked, connected_, tls_ ? transport::tls : transport::plain);
}

io_task session::write(std::string_view head, std::string_view body)
{
    const auto phase_before = phase_;
    do {
        if (broken_) co_return;
        enter(phase_before == phase::reading_body ? phase_before : phase::writing, context_->limits.request);
        const std::string_view part = body.substr(0, answer_progress);
        if (tls_) {
            auto sealing = write_sealed(head, part);
            co_await std::move(sealing);
        } else {
            const std::array<asio::const_buffer, 2> pieces{asio::buffer(head), asio::buffer(part)};
            auto writing = asio::async_write(socket_, pieces, quietly);
            const auto [error, count] = co_await std::move(writing);
            if (error) broken_ = true;
        }
        if (broken_ && expired_) note_unread();
        head = {};
        body.remove_prefix(part.size());
    } while (!body.empty());
}

/// Who has not said a word of TLS was only idle, whatever the port expects.
void session::note_end_without_request() const
{
    const bool in_handshake = tls_ && tls_begun_ && !tls_->is_open();
    context_->dispatching.problems().limits().add(in_handshake ? ended_in_handshake : ended_idle);
    if (in_handshake)
        note_tls_problem("the handshake takes too long");
    else
        log::debug(ended_idle, {{"peer", connected_}}); // it happens to everybody
}

/// The request's own line will have the status that was sent, and the bytes that were to be.
void session::note_unread() const
{
    context_->dispatching.problems().limits().add(ended_unread);
    log::info(ended_unread, {{"id", exchange_->asked.id}, {"peer", exchange_->asked.peer}});
}

/// Reads what the other end still sends, for a while: closing before that could destroy the answer on its way (RFC 9112, 9.6).
io_task session::linger()
{
    enter(phase::lingering, std::min(most_lingering_time, context_->limits.idle));
    say_goodbye();
    error_code ignored;
    socket_.shutdown(io_socket::shutdown_send, ignored);
    input_.consume(input_.bytes().size());
    std::size_t seen = 0;
    while (!broken_ && !expired_ && !stopping_ && seen < most_lingering_bytes) {
        auto reading = read_some(16 * 1024);
        co_await std::move(reading);
        seen += input_.bytes().size();
        input_.consume(input_.bytes().size());
    }
}

io_task session::wait_for_worker()
{
    auto keep = [this](waiter rest) { waiting_.begin(std::move(rest)); };
    io_token token;
    auto waiting = asio::async_initiate<io_token, void()>(std::move(keep), token);
    co_await std::move(waiting);
}

/// Not from within the listener's loop over its sessions, which the end of this one would change. A worker may be done before.
void session::resume_later()
{
    asio::post(*home_, [self = shared_from_this(), which = waiting_.current()] { self->waiting_.resume(which); });
}

worker_pool::job session::prepared(errand what)
{
    return [what, work = exchange_, context = context_, home = home_, from = weak_from_this()] {
        if (!work->abandoned.load(std::memory_order_acquire)) what(*work, *context);
        if (work->abandoned.load(std::memory_order_acquire)) work->answer.stream.reset(); // nobody will pull it
        asio::post(*home, [from, work, context] {
            if (const auto self = from.lock())
                self->worker_done(work);
            else
                end_stream(*work, *context);
        });
    };
}

void session::worker_done(const std::shared_ptr<exchange>& done)
{
    if (done != exchange_) return end_stream(*done, *context_); // given up meanwhile
    with_worker_ = false;
    waiting_.resume(waiting_.current());
}

void session::release_exchange()
{
    if (!exchange_) return;
    if (with_worker_) {
        exchange_->abandoned.store(true, std::memory_order_release);
    } else {
        end_stream(*exchange_, *context_);
        exchange_->asked.body.clear();
        std::vector<char>{}.swap(exchange_->piece); // whoever works on it may let go of it a little later
        exchange_->piece_memory.release();
    }
    with_worker_ = false;
    exchange_.reset();
}

/// On a worker, because a stream's end may block as its pieces do.
void session::end_stream(exchange& of, const session_context& context)
{
    if (!of.answer.stream) return;
    context.workers.resume([stream = std::move(of.answer.stream)]() mutable { stream.reset(); });
}

void session::answer_with(response answer)
{
    exchange_->answer = std::move(answer);
    answered_ = true;
    if (!parser_.is_complete()) closing_ = unread_ = true;
}

void session::note_full_memory() const
{
    log::warning("body_memory_full", {{"held", context_->bodies->memory.held()}});
}

void session::refuse(protocol_fault fault)
{
    request& asked = exchange_->asked;
    if (asked.id.empty()) {
        asked.id = ids_.for_request({});
        identify();
    }
    if (fault == protocol_fault::body_memory_full) note_full_memory();
    if (fault == protocol_fault::body_disk_full)
        log::warning("body_disk_full", {{"held", context_->bodies->disk.held()}});
    messages::parameters values;
    if (fault == protocol_fault::header_too_large) values = {{"limit", std::to_string(context_->limits.header_bytes)}};
    if (fault == protocol_fault::too_many_lines) values = {{"limit", std::to_string(most_header_lines)}};
    if (fault == protocol_fault::body_too_large) values = {{"limit", std::to_string(parser_.body_limit())}};
    answer_with(context_->dispatching.problems().from(fault, asked, std::move(values)));
    closing_ = unread_ = true;
    asked.body.clear();
}

/// Counts the request and logs it.
void session::conclude() const
{
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - exchange_->began);
    const route* const chosen = exchange_->chosen.route;
    if (request_meter* const meter = chosen ? chosen->meter.get() : context_->unrouted.get()) meter->add(status_, took);
    write_log_line(took);
}

void session::write_log_line(std::chrono::microseconds took) const
{
    const request& asked = exchange_->asked;
    const std::string_view method = asked.target.empty() ? std::string_view{"-"} : name(asked.verb);
    const std::string_view user = with_worker_ ? std::string_view{} : std::string_view{exchange_->answer.user};
    const std::string_view problem = with_worker_ ? std::string_view{} : std::string_view{exchange_->answer.problem};
    log::info("request", {{"method", method},
                          {"route", asked.route},
                          {"status", status_},
                          {"us", took.count()},
                          {"bytes", sent_},
                          {"id", asked.id},
                          {"peer", asked.peer},
                          {"user", user},
                          {"problem", problem}});
}

} // namespace nscl::http
