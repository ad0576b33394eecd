#pragma once

#include "tests/support/tls_peer.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// An answer as it came over the wire.
struct raw_answer {
    unsigned status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;                           ///< chunks put together
    bool was_chunked = false;

    std::string header(const std::string& name) const;
};

/// A client that sends the very bytes it is given, over one connection to 127.0.0.1, plain or within TLS.
class raw_client {
public:
    explicit raw_client(std::uint16_t port);
    /// Over TLS; throws std::runtime_error when the server does not take it up.
    raw_client(std::uint16_t port, const tests::tls_offer& offer);
    ~raw_client();
    raw_client(const raw_client&) = delete;
    raw_client& operator=(const raw_client&) = delete;

    void send(std::string_view bytes);
    /// Sends until the other end stops taking; never throws.
    void send_what_is_taken(std::string_view bytes);
    /// Past the TLS, if there is one.
    void send_plainly(std::string_view bytes);
    void end_sending();
    /// The last word of TLS, while more may still be read.
    void say_goodbye();
    /// The TLS that carries the bytes.
    const tests::tls_peer& tls() const { return tls_.value(); }

    enum class body { follows, none };
    /// The next answer; `none` after HEAD. Nothing when the connection ends first. Throws std::runtime_error for anything that is no answer,
    /// and when none comes in ten seconds.
    std::optional<raw_answer> read(body what = body::follows);

    /// Whether something comes within that time, or the end.
    bool hears_within(std::chrono::milliseconds time);

    /// Everything until the other end closes.
    std::string read_to_end();
    /// The other end has closed and sends nothing more.
    bool is_at_end();

    raw_answer ask(std::string_view bytes);

private:
    bool fill();
    bool receive();
    std::string take(std::size_t count);
    std::optional<std::string> take_line();

    int socket_ = -1;
    std::string input_;   ///< plain
    std::string arrived_; ///< from the socket, just now
    std::optional<tests::tls_peer> tls_;
};

} // namespace nscl::http
