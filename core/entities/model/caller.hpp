#pragma once

#include "core/entities/model/field_value.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

/// What everybody has, and everybody who is logged in; besides these, permissions are roles.
inline constexpr std::string_view anyone = "anyone";
inline constexpr std::string_view authenticated = "authenticated";

/// A role held with values per dimension: "organization_user" of organizations 12 and 15. Included roles are
/// spelled out as grants of their own with the same values.
struct grant {
    std::string role;
    std::map<std::string, std::vector<record_id>, std::less<>> values;
};

/// Who acts. Compiled once per login and generation of grants, then shared and never changed.
struct caller {
    enum class kind {
        nobody, ///< not logged in: holds no role
        user,
        system ///< the server itself (seeding, expiry): everything is allowed, the journal says "system"
    };

    kind what = kind::nobody;
    record_id user = 0;
    std::string name; ///< for the journal: "nguyen.van.a", "system", "import"
    std::vector<grant> grants;
    std::string origin; ///< the client's address, for the journal

    bool has_role(std::string_view role) const;
    /// What routes and indicators ask for: anyone, authenticated, or a role.
    bool has_permission(std::string_view wanted) const;

    static caller nobody(std::string origin);
    static caller system(std::string name);
};

} // namespace nscl::entities
