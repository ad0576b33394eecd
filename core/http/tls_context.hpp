#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

struct ssl_ctx_st;

namespace nscl::http {

/// A certificate with its key, and how TLS is spoken with it: 1.2 and 1.3, ciphers with forward secrecy and authentication, http/1.1 by ALPN,
/// no renegotiation, no compression. Immutable and thread-safe. OpenSSL is known to the files tls_* only.
class tls_context {
public:
    /// Reads PEM files: the certificate with the chain behind it, and its key without a passphrase. Throws std::runtime_error that names the
    /// file and says what is wrong with it.
    tls_context(const std::filesystem::path& certificate, const std::filesystem::path& key);

    /// Microseconds since 1970 (platform::instant): the certificate holds until then.
    std::int64_t valid_until() const;

    ssl_ctx_st* native() const { return native_.get(); }

private:
    std::shared_ptr<ssl_ctx_st> native_;
};

} // namespace nscl::http
