#include "core/http/query_parameters.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace nscl::http {

using messages::reason;
using messages::refuse;

messages::outcome<> only_known_parameters(const request& asked, const std::vector<std::string>& known)
{
    std::set<std::string_view> seen;
    for (const auto& [name, value] : asked.query) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            return refuse(reason::unreadable, "unknown_parameter", {{"name", name}});
        if (!seen.insert(name).second) return refuse(reason::unreadable, "duplicate_parameter", {{"name", name}});
    }
    return {};
}

} // namespace nscl::http
