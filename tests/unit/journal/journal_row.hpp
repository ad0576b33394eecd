#pragma once

#include "core/journal/journal.hpp"

namespace nscl::tests {

/// A row about a member of a club, by a user; what a test is about it sets itself.
inline journal::entry journal_row(std::int64_t record, std::int64_t version)
{
    journal::entry made;
    made.user = 7;
    made.user_name = "nguyễn.a";
    made.origin = "192.0.2.1";
    made.plugin = "club 1.0";
    made.entity = "club.member";
    made.record = record;
    made.action = "update";
    made.version = version;
    return made;
}

} // namespace nscl::tests
