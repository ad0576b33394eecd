#pragma once

#include "core/messages/refusal.hpp"

#include <atomic>
#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

namespace nscl::accounts {

/// What one hash costs whoever computes it.
struct password_cost {
    unsigned long long operations;
    std::size_t memory; ///< bytes

    /// libsodium's number of passes for logins (2) over that much memory.
    static password_cost of_memory(std::size_t bytes);
};

/// Hashes passwords by argon2id. Thread-safe. Few hashes are computed at once and few callers wait in line, so that a
/// flood of logins takes neither all memory nor all workers; whoever finds the line full is refused (`unavailable`).
class password_hasher {
public:
    /// `at_once` is at least 1.
    password_hasher(password_cost cost, unsigned at_once);

    /// A hash with its own salt and cost, as text. Throws std::bad_alloc.
    messages::outcome<std::string> hash(std::string_view password) const;

    /// Was the hash made at another cost than this hasher's?
    bool is_outdated(const std::string& hash) const;

    /// Does the password belong to the hash? An empty hash is that of nobody: the same work, then no.
    messages::outcome<bool> verify(const std::string& hash, std::string_view password) const;

private:
    class turn;

    std::string compute(std::string_view password) const;
    std::string without_password() const;

    password_cost cost_;
    std::string nobodys_hash_;
    std::ptrdiff_t longest_line_;
    mutable std::counting_semaphore<> free_;
    mutable std::atomic<std::ptrdiff_t> waiting_{0};
};

} // namespace nscl::accounts
