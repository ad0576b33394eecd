#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::architecture {

/// The tables of docs/architecture.md.
struct house_rules {
    /// Which rooms a room of core may include besides itself; "everything" and "sdk" are words of the table.
    std::map<std::string, std::set<std::string>, std::less<>> arrows;
    /// Beginnings of paths that may include a library, by the beginning of its headers ("boost/asio").
    std::map<std::string, std::vector<std::string>, std::less<>> libraries;

    /// Reads both tables. Throws std::runtime_error when one is missing, has a row twice, or names a room without a row.
    static house_rules read(std::string_view markdown);

    bool allows(std::string_view from_room, std::string_view to_room) const;
};

} // namespace nscl::architecture
