#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nscl::platform {

/// SHA-256 of `bytes`, 32 raw bytes.
std::string sha256(std::string_view bytes);

/// SHA-256 of bytes that come in pieces.
class sha256_of_pieces {
public:
    sha256_of_pieces();
    ~sha256_of_pieces();
    sha256_of_pieces(const sha256_of_pieces&) = delete;
    sha256_of_pieces& operator=(const sha256_of_pieces&) = delete;

    void add(std::string_view bytes);
    /// Once: the 32 raw bytes.
    std::string finish();

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// 8 raw bytes (SipHash-2-4) by which texts can be told apart that nobody made to be alike: many times as quick as SHA-256, the same on
/// every server, and no protection against anybody.
std::string fingerprint(std::string_view bytes);

/// BLAKE2b with a key (RFC 7693, 2.9) of `text`, 32 raw bytes that nobody can make without the key. `key` has 32 bytes.
std::string keyed_hash(std::string_view key, std::string_view text);

/// Equality in time that does not depend on where the texts differ.
bool equal_in_constant_time(std::string_view left, std::string_view right);

} // namespace nscl::platform
