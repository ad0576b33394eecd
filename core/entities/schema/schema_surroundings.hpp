#pragma once

#include "core/platform/clock.hpp"

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>

namespace nscl::entities {

/// The schema, or what is derived from records, cannot be brought to what is declared, or the database belongs to a newer server: what()
/// says what to do.
class schema_refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What changing a database at start needs of the world around it; tests bring their own.
struct schema_surroundings {
    const platform::clock& clock;
    std::string holder; ///< names this process in the lease
    std::function<void(std::chrono::milliseconds)> wait;
};

/// The system's clock, a name that no other process has, and sleeping.
schema_surroundings real_surroundings();

} // namespace nscl::entities
