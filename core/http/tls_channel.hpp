#pragma once

#include "core/http/tls_context.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct bio_st;
struct ssl_st;

namespace nscl::http {

/// The server's end of one TLS connection, without a socket: sealed bytes in, plain bytes out, and the other way round. What it has to say
/// by itself (handshake, alerts, tickets) is in outgoing() too, so that has to be looked at after every call. Not thread-safe.
class tls_channel {
public:
    /// Pins the certificate. Throws std::bad_alloc.
    explicit tls_channel(std::shared_ptr<const tls_context> with);
    ~tls_channel();

    tls_channel(const tls_channel&) = delete;
    tls_channel& operator=(const tls_channel&) = delete;

    /// Whether a connection whose first byte is this one speaks TLS at all.
    static bool begins_with(char first) { return first == 0x16; }

    /// Takes what came from the other end.
    void receive(std::string_view sealed);
    /// Writes plain bytes of what was received and returns how many. 0: more has to come first, or the end is reached. The caller reads
    /// until then, so that what is received does not heap up.
    std::size_t read(std::span<char> room);

    /// Seals plain bytes; read() has given some before. All of it is then in outgoing(): hand in a large body piece by piece.
    void write(std::string_view plain);

    /// What the other end is to get; valid until the next call.
    std::string_view outgoing() const;
    /// So much of it has been sent.
    void sent(std::size_t count);

    /// Says the last word (close_notify) where one may still be said. Idempotent.
    void close();

    /// The handshake is done.
    bool is_open() const;
    /// Nothing more will be read: the other end has said its last word, or there is a problem.
    bool has_ended() const { return ended_; }
    /// Why the connection is of no use, for the log; "" while it is.
    const std::string& problem() const { return problem_; }

private:
    void fail();

    std::shared_ptr<const tls_context> with_;
    std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
    bio_st* incoming_; ///< of ssl_
    bio_st* outgoing_; ///< of ssl_
    bool ended_ = false;
    bool closed_ = false;
    std::string problem_;
};

} // namespace nscl::http
