#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace nscl::platform {

/// Microseconds since 1970-01-01T00:00:00Z.
using instant = std::int64_t;

/// Where time comes from; tests pass one that stands still.
class clock {
public:
    virtual ~clock() = default;
    virtual instant now() const = 0;
};

/// The machine's clock.
class system_clock final : public clock {
public:
    instant now() const override;
};

/// The local date of an instant as "YYYY-MM-DD". `offset` is the setting utc_offset.
std::string local_date(instant when, std::chrono::minutes offset);

/// RFC 3339 in UTC with microseconds only where there are any: "2026-10-01T02:03:04Z".
std::string to_rfc3339(instant when);
void append_rfc3339(std::string& to, instant when);

} // namespace nscl::platform
