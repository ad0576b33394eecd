#include "core/entities/model/caller.hpp"

#include <algorithm>

namespace nscl::entities {

bool caller::has_role(std::string_view role) const
{
    return std::any_of(grants.begin(), grants.end(), [&](const grant& each) { return each.role == role; });
}

bool caller::has_permission(std::string_view wanted) const
{
    if (wanted == anyone) return true;
    return what != kind::nobody && (wanted == authenticated || has_role(wanted));
}

caller caller::nobody(std::string origin)
{
    caller who;
    who.origin = std::move(origin);
    return who;
}

caller caller::system(std::string name)
{
    caller result;
    result.what = kind::system;
    result.name = std::move(name);
    return result;
}

} // namespace nscl::entities
