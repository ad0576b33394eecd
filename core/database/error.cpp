#include "core/database/error.hpp"

#include <array>

namespace nscl::database {

std::string_view name(fault which)
{
    static constexpr std::array<std::string_view, fault_kinds> names{"unique_violation",
                                                                     "foreign_key_violation",
                                                                     "not_null_violation",
                                                                     "check_violation",
                                                                     "too_long",
                                                                     "conflict",
                                                                     "busy",
                                                                     "connection_lost",
                                                                     "outcome_unknown",
                                                                     "read_only",
                                                                     "disk_full",
                                                                     "disk_failed",
                                                                     "other"};
    return names[static_cast<std::size_t>(which)];
}

} // namespace nscl::database
