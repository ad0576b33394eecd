#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace nscl::http {

/// The connection once the answers are there.
enum class then : std::uint8_t { open, closed };

/// Bytes for one connection to a running_server, and what has to come back.
struct wire_row {
    std::string name; ///< of the test
    std::string bytes;
    std::vector<unsigned> answers; ///< statuses, without 100
    then connection = then::open;
};

std::ostream& operator<<(std::ostream& out, const wire_row& row);

/// What is no HTTP, what two programs could read in two ways, and what looks odd but is right.
std::vector<wire_row> wire_table();

} // namespace nscl::http
