#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

namespace nscl::database {

struct sqlite_location {
    std::filesystem::path file;
};

struct mysql_location {
    std::string host; ///< "" when `socket` is set
    std::uint16_t port = 3306;
    std::string user;
    std::string name;
    std::string socket; ///< path of a Unix socket; "" for TCP
};

using location = std::variant<sqlite_location, mysql_location>;

/// Reads `sqlite:///absolute`, `sqlite://relative` (the rest is the path as it stands) or
/// `mysql://user@host:3306/name[?socket=/path]` (percent-encoded). Throws error{fault::other} that says what is wrong;
/// a password in the address is refused and not repeated.
location read_url(std::string_view url);

} // namespace nscl::database
