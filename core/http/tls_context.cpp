#include "core/http/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <new>
#include <stdexcept>
#include <string_view>

namespace nscl::http {

namespace {

/// TLS 1.2; those of 1.3 are all of this kind.
constexpr const char* ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr const char* key_exchange_groups = "X25519:P-256:P-384";

/// What OpenSSL says of the last failure.
std::string reason()
{
    const char* text = ERR_reason_error_string(ERR_peek_last_error());
    return text ? text : "OpenSSL does not say why";
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what)
{
    throw std::runtime_error(file.string() + ": " + what);
}

/// OpenSSL would say less of a file that cannot be read.
void check_readable(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) refuse(file, "a folder, not a PEM file");
    const std::ifstream opened{file};
    if (!opened) refuse(file, std::string{"cannot be read: "} + std::strerror(errno));
}

/// Instead of OpenSSL's question on the terminal.
int no_passphrase(char*, int, int, void* was_asked_for)
{
    *static_cast<bool*>(was_asked_for) = true;
    return -1;
}

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*)
{
    constexpr std::string_view spoken = "http/1.1";
    std::string_view rest{reinterpret_cast<const char*>(offered), offered_length};
    while (!rest.empty()) {
        const auto size = static_cast<unsigned char>(rest.front());
        const std::string_view each = rest.substr(1, size);
        if (each == spoken) {
            *chosen = reinterpret_cast<const unsigned char*>(each.data());
            *length = size;
            return SSL_TLSEXT_ERR_OK;
        }
        rest.remove_prefix(1 + each.size());
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL; // RFC 7301, 3.2
}

void set_up(SSL_CTX* of)
{
    SSL_CTX_set_min_proto_version(of, TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(of, 0);
    SSL_CTX_set_options(of, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                SSL_OP_PRIORITIZE_CHACHA);
    // Idle connections hold no buffers; a session goes on by its ticket, so that none has to be kept here.
    SSL_CTX_set_mode(of, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(of, SSL_SESS_CACHE_OFF);
    if (SSL_CTX_set_cipher_list(of, ciphers) != 1 || SSL_CTX_set1_groups_list(of, key_exchange_groups) != 1)
        throw std::runtime_error("OpenSSL has not the ciphers of TLS 1.2: " + reason());
    SSL_CTX_set_alpn_select_cb(of, choose_protocol, nullptr);
}

} // namespace

tls_context::tls_context(const std::filesystem::path& certificate, const std::filesystem::path& key)
    : native_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free)
{
    if (!native_) throw std::bad_alloc{};
    ERR_clear_error();
    set_up(native_.get());
    check_readable(certificate);
    check_readable(key);
    if (SSL_CTX_use_certificate_chain_file(native_.get(), certificate.c_str()) != 1)
        refuse(certificate, "no usable certificate in PEM: " + reason());
    bool passphrase_wanted = false;
    SSL_CTX_set_default_passwd_cb(native_.get(), no_passphrase);
    SSL_CTX_set_default_passwd_cb_userdata(native_.get(), &passphrase_wanted);
    const bool taken = SSL_CTX_use_PrivateKey_file(native_.get(), key.c_str(), SSL_FILETYPE_PEM) == 1;
    SSL_CTX_set_default_passwd_cb_userdata(native_.get(), nullptr);
    SSL_CTX_set_default_passwd_cb(native_.get(), nullptr);
    if (passphrase_wanted) refuse(key, "the key has a passphrase; nobody is there to type it: store it without one");
    if (taken) return;
    const bool of_another = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH ||
                            ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_TYPE_MISMATCH;
    if (of_another) refuse(key, "not the key of the certificate in " + certificate.string());
    refuse(key, "no usable key in PEM: " + reason());
}

std::int64_t tls_context::valid_until() const
{
    std::tm end{};
    ASN1_TIME_to_tm(X509_get0_notAfter(SSL_CTX_get0_certificate(native_.get())), &end);
    return static_cast<std::int64_t>(timegm(&end)) * 1'000'000;
}

} // namespace nscl::http
