#include "core/http/session.hpp"

#include "core/http/response_head.hpp"
#include "core/http/target.hpp"

#include <array>
#include <charconv>
#include <span>

namespace nscl::http {

namespace {

constexpr std::size_t header_room = 4 * 1024;
constexpr std::size_t body_room = 16 * 1024;
/// So much of a body has to arrive within limits.request, or the other end is too slow.
constexpr std::size_t body_progress = 256 * 1024;
constexpr std::size_t piece_room = 64 * 1024;

void call_handler(exchange& work, const session_context& context)
{
    work.answer = context.dispatching.call(*work.chosen.route, work.asked);
    work.asked.body.clear(); // here and not on the I/O thread: giving up a large file takes time
}

void pull_piece(exchange& work, const session_context& context)
{
    try {
        work.piece_size = work.answer.stream->next(std::span{work.piece}.first(piece_room));
        return;
    } catch (const std::exception& thrown) {
        work.answer = context.dispatching.problems().from(thrown, work.asked);
    } catch (...) {
        work.answer = context.dispatching.problems().from_unknown_exception(work.asked);
    }
    work.stream_failed = true;
}

request header_only(const request& of)
{
    request copy;
    copy.verb = of.verb;
    copy.target = of.target;
    copy.path = of.path;
    copy.headers = of.headers;
    copy.peer = of.peer;
    copy.secure = of.secure;
    copy.id = of.id;
    copy.route = of.route;
    return copy;
}

std::string chunk_head(std::size_t size)
{
    std::array<char, 18> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), size, 16).ptr;
    return std::string{text.data(), end} + "\r\n";
}

} // namespace

io_task session::serve()
{
    if (context_->certificate) tls_ = std::make_unique<tls_channel>(context_->certificate->current());
    while (!broken_ && !closing_) {
        begin_exchange();
        auto header = receive_header();
        co_await std::move(header);
        if (broken_) co_return;
        if (!answered_ && exchange_->framing.has_body) {
            auto body = receive_body();
            co_await std::move(body);
            if (broken_) co_return;
        }
        if (!answered_) {
            auto handling = handle();
            co_await std::move(handling);
            if (broken_) co_return;
        }
        auto delivering = deliver();
        co_await std::move(delivering);
        conclude();
        fresh_ = false;
    }
    if (broken_ || !unread_) co_return;
    auto lingering = linger();
    co_await std::move(lingering);
}

void session::begin_exchange()
{
    release_exchange();
    exchange_ = std::make_shared<exchange>();
    parser_.start();
    answered_ = false;
    sent_ = 0;
}

io_task session::receive_header()
{
    exchange_->began = enter(phase::idle, fresh_ ? context_->limits.header_read : context_->limits.idle);
    while (true) {
        if (!input_.empty()) input_.consume(parser_.feed(input_.bytes()));
        if (parser_.fault()) {
            refuse(*parser_.fault());
            co_return;
        }
        if (parser_.has_header()) break;
        if (phase_ == phase::idle && parser_.has_begun()) {
            exchange_->began = enter(phase::reading_header, context_->limits.header_read);
        }
        if (phase_ == phase::idle && stopping_) broken_ = true;
        if (broken_) co_return;
        auto reading = read_some(header_room);
        co_await std::move(reading);
        if (expired_ && phase_ == phase::reading_header) {
            refuse(protocol_fault::arrived_too_slowly);
            co_return;
        }
        if (!expired_) continue;
        broken_ = true; // idle for too long: nobody waits for a word
        note_end_without_request();
    }
    if (phase_ == phase::idle) exchange_->began = clock::now();
    open_request();
}

void session::open_request()
{
    exchange& now = *exchange_;
    const auto fault = parser_.read_header(now.asked, now.framing);
    if (!now.framing.keep_alive) closing_ = true;
    now.asked.id = ids_.for_request(now.asked.header("x-request-id"));
    identify();
    if (tls_missing_) return refuse(protocol_fault::tls_missing);
    if (fault) return refuse(*fault);

    auto target = read_target(now.asked.target);
    if (target.has_error()) return answer_with(context_->dispatching.problems().from(target.error(), now.asked));
    now.asked.path = std::move(target->path);
    now.asked.segments = std::move(target->segments);
    now.asked.query = std::move(target->query);

    now.chosen = context_->dispatching.choose(now.asked);
    if (now.chosen.answer) return answer_with(std::move(*now.chosen.answer));
    if (now.framing.has_body) check_body();
}

/// The route is known before the body is read, so that nobody has to send in vain what will be refused.
void session::check_body()
{
    const std::size_t own = exchange_->chosen.route->body_limit;
    exchange_->asked.body.arrive_in(context_->bodies);
    parser_.read_body(exchange_->asked.body, own > 0 ? own : context_->limits.body_bytes);
    if (parser_.fault()) return refuse(*parser_.fault());
    // Only looked at: what counts is what arrives, so that nobody keeps others out by a number alone.
    const auto declared = static_cast<std::size_t>(exchange_->framing.content_length.value_or(0));
    if (request_body::has_room_for(*context_->bodies, declared)) return;
    refuse(declared <= request_body::most_in_memory ? protocol_fault::body_memory_full
                                                    : protocol_fault::body_disk_full);
}

io_task session::receive_body()
{
    const auto limit = context_->limits.request;
    enter(phase::reading_body, limit);
    if (exchange_->framing.expects_continue && input_.empty()) {
        auto writing = write("HTTP/1.1 100 Continue\r\n\r\n", {});
        co_await std::move(writing);
    }
    std::size_t renewed_at = 0;
    while (!broken_) {
        if (!input_.empty()) input_.consume(parser_.feed(input_.bytes()));
        if (parser_.fault()) {
            refuse(*parser_.fault());
            co_return;
        }
        if (parser_.is_complete()) break;
        if (exchange_->asked.body.size() >= renewed_at + body_progress) {
            renewed_at = exchange_->asked.body.size();
            enter(phase::reading_body, limit);
        }
        auto reading = read_some(body_room);
        co_await std::move(reading);
        if (expired_) {
            refuse(protocol_fault::arrived_too_slowly);
            co_return;
        }
    }
}

io_task session::handle()
{
    const route& chosen = *exchange_->chosen.route;
    if (chosen.runs_on == placement::io_thread) {
        call_handler(*exchange_, *context_);
        co_return;
    }
    with_worker_ = true;
    const auto admitted = context_->workers.offer(prepared(&call_handler));
    if (admitted != worker_pool::admission::taken) {
        with_worker_ = false;
        const bool full = admitted == worker_pool::admission::full;
        if (full) context_->queue_full.note(context_->workers.waiting());
        answer_with(context_->dispatching.problems().from(full ? protocol_fault::queue_full : protocol_fault::stopping,
                                                          exchange_->asked));
        co_return;
    }
    enter(phase::waiting, context_->limits.request);
    auto waiting = wait_for_worker();
    co_await std::move(waiting);
    if (!with_worker_ || broken_) co_return;
    replace_abandoned_exchange();
    closing_ = true;
    answer_with(context_->dispatching.problems().from(protocol_fault::took_too_long, exchange_->asked));
}

/// The worker keeps the old exchange until its handler returns, and its body with it: the answer needs the header only.
void session::replace_abandoned_exchange()
{
    auto next = std::make_shared<exchange>();
    next->asked = header_only(exchange_->asked);
    next->framing = exchange_->framing;
    next->chosen.routes = exchange_->chosen.routes; // asked.route is a view into it
    next->chosen.route = exchange_->chosen.route;
    next->began = exchange_->began;
    release_exchange();
    exchange_ = std::move(next);
}

io_task session::deliver()
{
    if (stopping_) closing_ = true;
    response& answer = exchange_->answer;
    const bool head_only = exchange_->asked.verb == verb::head;
    if (answer.stream && !head_only) {
        auto streaming = deliver_stream();
        co_await std::move(streaming);
        if (!exchange_->stream_failed || broken_) co_return;
        // The stream broke before its first byte, so there is still time for a proper answer.
    }
    const bool streams = answer.stream != nullptr;
    const bool bodiless = answer.status == 204 || answer.status == 304;
    std::optional<std::size_t> length;
    if (!streams && !bodiless) length = answer.body.size();
    status_ = answer.status;
    const std::string head = head_of(answer, streams && !exchange_->framing.is_http_1_0, length);
    const std::string_view body = head_only || bodiless || streams ? std::string_view{} : std::string_view{answer.body};
    sent_ = body.size();
    auto writing = write(head, body);
    co_await std::move(writing);
}

/// Readers who take their time hold a piece each, so pieces count as bodies do. False when there is no room, with the answer that says so.
bool session::make_room_for_pieces()
{
    exchange& now = *exchange_;
    if (now.piece_memory.grow_to({context_->bodies, &context_->bodies->memory}, piece_room)) {
        now.piece.resize(piece_room + 2);
        return true;
    }
    note_full_memory();
    end_stream(now, *context_);
    now.answer = context_->dispatching.problems().from(protocol_fault::body_memory_full, now.asked);
    now.stream_failed = true;
    return false;
}

io_task session::deliver_stream()
{
    if (!make_room_for_pieces()) co_return;
    const bool chunked = !exchange_->framing.is_http_1_0;
    if (!chunked) closing_ = true;
    std::string head;
    bool begun = false;
    while (true) {
        with_worker_ = true;
        if (context_->workers.resume(prepared(&pull_piece)) != worker_pool::admission::taken) with_worker_ = false;
        if (!with_worker_) broken_ = true;
        if (broken_) co_return;
        enter(phase::waiting, context_->limits.request);
        auto waiting = wait_for_worker();
        co_await std::move(waiting);
        if (with_worker_ && !broken_) { // it took too long, and is the worker's still
            broken_ = true;
            note_unread();
        }
        if (broken_) co_return;
        if (exchange_->stream_failed) {
            broken_ = begun;
            co_return;
        }

        if (!begun) {
            head = head_of(exchange_->answer, chunked, std::nullopt);
            status_ = exchange_->answer.status;
            begun = true;
        }
        const std::size_t size = exchange_->piece_size;
        sent_ += size;
        if (chunked) {
            head += chunk_head(size); // the last one is "0", an empty trailer and this line break
            exchange_->piece[size] = '\r';
            exchange_->piece[size + 1] = '\n';
        }
        const std::string_view piece{exchange_->piece.data(), size + (chunked ? 2 : 0)};
        auto writing = write(head, piece);
        co_await std::move(writing);
        if (size == 0 || broken_) co_return;
        head.clear();
    }
}

std::string session::head_of(const response& answer, bool chunked, std::optional<std::size_t> content_length) const
{
    delivery how;
    how.keep_alive = !closing_;
    how.is_http_1_0 = exchange_->framing.is_http_1_0;
    how.chunked = chunked;
    how.content_length = content_length;
    how.request_id = exchange_->asked.id;
    how.path = exchange_->asked.path;
    return response_head(answer, how);
}

} // namespace nscl::http
