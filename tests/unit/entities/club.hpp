#pragma once

#include "tests/support/record_world.hpp"

#include <string>
#include <string_view>

namespace nscl::tests {

/// A club with branches and members, in which every rule of the engine occurs. Callbacks: check 1; claim 2; before create 3 and 4, update 5,
/// delete 6, transition 7; after commit 8 and 9; guard of `approve` 10; a
/// visit's before delete 11.
extern const std::string_view club_document;

/// Every test has a club of its own on each database.
class club_test : public each_database {
protected:
    club_test() : club(db(), "club", club_document) {}

    entities::record_id add_branch(std::string_view name) { return club.add("club.branch", {{"name", quoted(name)}}); }
    entities::record_id add_member(std::string_view name, entities::record_id branch);
    std::int64_t journalled(entities::record_id id);
    entities::field_value value_of(const entities::record& from, std::string_view field) const
    {
        return from.values[club.field("club.member", field)];
    }

    static std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

    record_world club;
};

} // namespace nscl::tests
