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

std::string next_link(const request& asked, std::string_view cursor)
{
    const auto query = asked.target.find('?');
    std::string target = asked.target.substr(0, query);
    char separator = '?';
    if (query != std::string::npos) {
        std::string_view rest = std::string_view{asked.target}.substr(query + 1);
        while (!rest.empty()) {
            const auto end = std::min(rest.find('&'), rest.size());
            if (!rest.starts_with("cursor=")) {
                target += separator;
                target += rest.substr(0, end);
                separator = '&';
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return "<" + target + separator + "cursor=" + std::string{cursor} + ">; rel=\"next\"";
}

} // namespace nscl::http
