#pragma once

#include "core/entities/model/field_value.hpp"
#include "core/http/request.hpp"
#include "core/messages/catalogue.hpp"
#include "core/messages/refusal.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

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
    /// What routes and indicators ask for: "anyone", "authenticated", or a role.
    bool has_permission(std::string_view permission) const;

    static caller nobody(std::string origin);
    static caller system(std::string name);
};

/// Finds out who sent a request; implemented by accounts.
class caller_source {
public:
    virtual ~caller_source() = default;

    /// `nobody` when the request carries no credentials; a refusal when those it carries do not hold, or a
    /// write by cookie lacks its CSRF header.
    virtual messages::outcome<std::shared_ptr<const caller>> identify(const http::request& asked) = 0;
};

} // namespace nscl::entities
