#pragma once

#include "core/http/problem.hpp"
#include "core/http/request.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace nscl::http {

/// What the header says about the message around the request.
struct framing {
    bool is_http_1_0 = false;
    bool keep_alive = true;
    bool has_body = false;
    bool expects_continue = false;
    std::optional<std::uint64_t> content_length;
};

/// A request with more header lines gets 431, however short they are.
constexpr std::size_t most_header_lines = 100;

/// Bytes -> one request: RFC 9112 by Beast's parser, and stricter where two programs could read the same bytes differently (one Host, one
/// Content-Length, no coding but chunked, no folded lines). Knows no socket. Not thread-safe. The only file pair that includes Beast.
class message_parser {
public:
    /// `header_limit` counts the bytes up to the empty line.
    explicit message_parser(std::size_t header_limit);
    ~message_parser();

    /// Ready for the next message.
    void start();

    /// Takes bytes in and returns how many it used; call again with the rest and what follows. Uses none past the header until
    /// read_body was called, and none past the message.
    std::size_t feed(std::string_view bytes);

    /// Some byte of this message has arrived.
    bool has_begun() const;
    bool has_header() const;
    bool is_complete() const;
    /// Set when the bytes cannot be a request: the connection cannot be read further.
    std::optional<protocol_fault> fault() const { return fault_; }

    /// Verb, target and headers into `asked`, once has_header(); a fault when there is one in them. Lines of one name become one,
    /// joined by ", " (RFC 9110, 5.3) and those of cookies by "; ". The body is still to come.
    std::optional<protocol_fault> read_header(request& asked, framing& around) const;

    /// Lets the body come, at most `limit` bytes of it, piece by piece into `into`, which stays where it is until the message is complete, has
    /// a fault or is fed no more.
    void read_body(request_body& into, std::size_t limit);
    std::size_t body_limit() const { return body_limit_; }

private:
    struct state;

    void feed_once(std::string_view bytes, std::size_t& used);

    std::size_t header_limit_;
    std::size_t header_bytes_ = 0;
    std::size_t body_limit_ = 0;
    std::optional<protocol_fault> fault_;
    std::unique_ptr<state> state_;
};

} // namespace nscl::http
