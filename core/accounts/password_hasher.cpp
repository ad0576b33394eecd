#include "core/accounts/password_hasher.hpp"

#include <sodium.h>

#include <new>
#include <stdexcept>

namespace nscl::accounts {

namespace {

constexpr std::ptrdiff_t waiting_per_turn = 4;

messages::refusal too_busy()
{
    constexpr int seconds = 2;
    auto refused = refuse(messages::reason::unavailable, "queue_full", {{"seconds", std::to_string(seconds)}});
    refused.retry_after = seconds;
    return refused;
}

} // namespace

/// One place among those who compute, waited for in line.
class password_hasher::turn {
public:
    explicit turn(const password_hasher& of) : of_(of)
    {
        if (of_.free_.try_acquire()) {
            held_ = true;
            return;
        }
        if (of_.waiting_.fetch_add(1) < of_.longest_line_) {
            of_.free_.acquire();
            held_ = true;
        }
        of_.waiting_.fetch_sub(1);
    }
    ~turn()
    {
        if (held_) of_.free_.release();
    }
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;

    bool held() const { return held_; }

private:
    const password_hasher& of_;
    bool held_ = false;
};

password_cost password_cost::of_memory(std::size_t bytes)
{
    return {crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE, bytes};
}

password_hasher::password_hasher(password_cost cost, unsigned at_once)
    : cost_(cost), longest_line_(static_cast<std::ptrdiff_t>(at_once) * waiting_per_turn), free_(at_once)
{
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not be started: the system gives no randomness");
    nobodys_hash_ = without_password();
    if (is_outdated(nobodys_hash_)) throw std::logic_error("the hash of nobody is none of this cost");
}

/// A hash of this cost that belongs to no password that anybody could find: made of random bytes instead of being computed, which would take
/// longer than the rest of the start.
std::string password_hasher::without_password() const
{
    const auto random_text = [](std::size_t size) {
        constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
        std::string bytes(size, '\0');
        randombytes_buf(bytes.data(), bytes.size());
        std::string text(sodium_base64_encoded_len(size, variant), '\0');
        sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), size,
                          variant);
        text.pop_back(); // the closing NUL
        return text;
    };
    constexpr std::size_t digest_bytes = 32;
    return "$argon2id$v=19$m=" + std::to_string(cost_.memory / 1024) + ",t=" + std::to_string(cost_.operations) +
           ",p=1$" + random_text(crypto_pwhash_argon2id_SALTBYTES) + "$" + random_text(digest_bytes);
}

std::string password_hasher::compute(std::string_view password) const
{
    std::string result(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_argon2id_str(result.data(), password.data(), password.size(), cost_.operations, cost_.memory) !=
        0) {
        throw std::bad_alloc{};
    }
    result.resize(result.find('\0'));
    return result;
}

messages::outcome<std::string> password_hasher::hash(std::string_view password) const
{
    const turn mine{*this};
    if (!mine.held()) return too_busy();
    return compute(password);
}

bool password_hasher::is_outdated(const std::string& hash) const
{
    return crypto_pwhash_argon2id_str_needs_rehash(hash.c_str(), cost_.operations, cost_.memory) != 0;
}

messages::outcome<bool> password_hasher::verify(const std::string& hash, std::string_view password) const
{
    const turn mine{*this};
    if (!mine.held()) return too_busy();
    const std::string& compared = hash.empty() ? nobodys_hash_ : hash;
    const bool matches = crypto_pwhash_argon2id_str_verify(compared.c_str(), password.data(), password.size()) == 0;
    return matches && !hash.empty();
}

} // namespace nscl::accounts
