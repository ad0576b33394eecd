#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nscl::tests {

/// What a client of TLS offers.
struct tls_offer {
    enum class version { tls_1_1, tls_1_2, tls_1_3 };
    version least = version::tls_1_2;
    version most = version::tls_1_3;
    std::string protocols;                       ///< of ALPN, "h2,http/1.1"; "" for no word about them
    std::string ciphers = "DEFAULT:@SECLEVEL=0"; ///< of TLS 1.2 and below
};

/// The client's end of a TLS connection, without a socket and without any look at who signed the certificate. Used by one thread.
class tls_peer {
public:
    explicit tls_peer(const tls_offer& offer = {});
    ~tls_peer();
    tls_peer(tls_peer&&) noexcept;
    tls_peer& operator=(tls_peer&&) noexcept;

    /// Goes on with the handshake as far as what was received allows.
    void shake_hands();
    void receive(std::string_view sealed);
    /// Every plain byte of what was received.
    std::string read();
    void write(std::string_view plain);
    /// What the server is to get; taken out.
    std::string take_outgoing();
    /// Says the last word.
    void close();
    /// TLS 1.2: asks for another handshake over the connection.
    void renegotiate();

    bool is_open() const; ///< the handshake is done
    bool was_told_goodbye() const;
    std::string problem() const;  ///< "" while there is none
    std::string version() const;  ///< "TLSv1.3"
    std::string protocol() const; ///< by ALPN, or ""
    std::string certificate_name() const;

private:
    struct state;
    void note(int result);
    std::unique_ptr<state> state_;
};

} // namespace nscl::tests
