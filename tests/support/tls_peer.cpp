#include "tests/support/tls_peer.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <stdexcept>

namespace nscl::tests {

struct tls_peer::state {
    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context{SSL_CTX_new(TLS_client_method()), SSL_CTX_free};
    std::unique_ptr<SSL, void (*)(SSL*)> ssl{nullptr, SSL_free};
    BIO* incoming = BIO_new(BIO_s_mem());
    BIO* outgoing = BIO_new(BIO_s_mem());
    std::string problem;
};

namespace {

int number_of(tls_offer::version which)
{
    switch (which) {
    case tls_offer::version::tls_1_1: return TLS1_1_VERSION;
    case tls_offer::version::tls_1_2: return TLS1_2_VERSION;
    case tls_offer::version::tls_1_3: return TLS1_3_VERSION;
    }
    return 0;
}

/// "h2,http/1.1" with lengths instead of commas.
std::string on_the_wire(std::string_view protocols)
{
    std::string wire;
    while (!protocols.empty()) {
        const auto each = protocols.substr(0, protocols.find(','));
        wire += static_cast<char>(each.size());
        wire += each;
        protocols.remove_prefix(std::min(each.size() + 1, protocols.size()));
    }
    return wire;
}

} // namespace

tls_peer::tls_peer(const tls_offer& offer) : state_(std::make_unique<state>())
{
    auto* context = state_->context.get();
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, number_of(offer.least));
    SSL_CTX_set_max_proto_version(context, number_of(offer.most));
    if (SSL_CTX_set_cipher_list(context, offer.ciphers.c_str()) != 1)
        throw std::runtime_error("no such ciphers: " + offer.ciphers);
    state_->ssl.reset(SSL_new(context));
    auto* ssl = state_->ssl.get();
    if (const auto wire = on_the_wire(offer.protocols); !wire.empty())
        SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(wire.data()),
                            static_cast<unsigned>(wire.size()));
    SSL_set_bio(ssl, state_->incoming, state_->outgoing);
    SSL_set_connect_state(ssl);
}

tls_peer::~tls_peer() = default;
tls_peer::tls_peer(tls_peer&&) noexcept = default;
tls_peer& tls_peer::operator=(tls_peer&&) noexcept = default;

void tls_peer::note(int result)
{
    const int error = SSL_get_error(state_->ssl.get(), result);
    if (error != SSL_ERROR_SSL && error != SSL_ERROR_SYSCALL) return;
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    state_->problem = reason ? reason : "TLS failed";
}

void tls_peer::shake_hands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(state_->ssl.get());
    if (result != 1) note(result);
}

void tls_peer::receive(std::string_view sealed)
{
    if (!sealed.empty()) BIO_write(state_->incoming, sealed.data(), static_cast<int>(sealed.size()));
}

std::string tls_peer::read()
{
    std::string plain;
    std::array<char, 16384> piece{};
    ERR_clear_error();
    int count = 0;
    while ((count = SSL_read(state_->ssl.get(), piece.data(), piece.size())) > 0)
        plain.append(piece.data(), static_cast<std::size_t>(count));
    note(count);
    return plain;
}

void tls_peer::write(std::string_view plain)
{
    ERR_clear_error();
    const int count = SSL_write(state_->ssl.get(), plain.data(), static_cast<int>(plain.size()));
    if (count <= 0) note(count);
}

std::string tls_peer::take_outgoing()
{
    std::string bytes(BIO_ctrl_pending(state_->outgoing), '\0');
    if (!bytes.empty()) BIO_read(state_->outgoing, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

void tls_peer::close()
{
    SSL_shutdown(state_->ssl.get());
}

void tls_peer::renegotiate()
{
    ERR_clear_error();
    SSL_renegotiate(state_->ssl.get());
    shake_hands();
}

bool tls_peer::is_open() const
{
    return SSL_is_init_finished(state_->ssl.get()) == 1;
}

bool tls_peer::was_told_goodbye() const
{
    return (SSL_get_shutdown(state_->ssl.get()) & SSL_RECEIVED_SHUTDOWN) != 0;
}

std::string tls_peer::problem() const
{
    return state_->problem;
}

std::string tls_peer::version() const
{
    return SSL_get_version(state_->ssl.get());
}

std::string tls_peer::protocol() const
{
    const unsigned char* name = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(state_->ssl.get(), &name, &length);
    return {reinterpret_cast<const char*>(name), length};
}

std::string tls_peer::certificate_name() const
{
    const auto* certificate = SSL_get0_peer_certificate(state_->ssl.get());
    std::array<char, 256> name{};
    if (certificate)
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), name.size());
    return name.data();
}

} // namespace nscl::tests
