#pragma once

#include "core/database/lease.hpp"
#include "core/platform/clock.hpp"
#include "core/platform/repeating.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace nscl::entities {

/// The right to change the schema: one process holds it, kept alive by a thread of its own and given back by the destructor. A
/// process that dies loses it when it expires.
class migration_lease {
public:
    static constexpr std::chrono::seconds lifetime{15};
    static constexpr std::chrono::milliseconds pause{200}; ///< between two attempts to get it

    /// Waits until nobody else holds it, pausing with `wait`. Throws schema_refused when others hold it for ten minutes.
    migration_lease(database::database& where, const platform::clock& clock, std::string holder,
                    const std::function<void(std::chrono::milliseconds)>& wait);
    ~migration_lease();
    migration_lease(const migration_lease&) = delete;
    migration_lease& operator=(const migration_lease&) = delete;

    /// Throws schema_refused when another process has taken over meanwhile.
    void renew();

private:
    bool take();
    bool prolong();

    database::database& where_;
    const platform::clock& clock_;
    database::lease lease_;
    std::optional<platform::repeating> keeper_;
};

} // namespace nscl::entities
