#pragma once

#include "core/platform/random.hpp"

#include <string>
#include <string_view>

/// Random secrets that are handed out once and stored hashed: of sessions, links and API tokens. 256 random bits need no slow
/// hash, and looking the hash up needs no constant time.
namespace nscl::accounts::secret {

/// 43 characters of URL-safe base64.
std::string make(platform::random& random);

/// Could it be one? Keeps junk away from the database.
bool is_wellformed(std::string_view text);

/// What is stored and looked for: SHA-256 in hexadecimal.
std::string hash_of(std::string_view text);

} // namespace nscl::accounts::secret
