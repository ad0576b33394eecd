#include "core/http/request.hpp"

#include "core/platform/ascii.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

/// The first value under a name; null when there is none.
const std::string* first(const std::vector<pair>& pairs, std::string_view name)
{
    const auto found = std::ranges::find_if(pairs, [name](const pair& each) { return each.first == name; });
    return found == pairs.end() ? nullptr : &found->second;
}

} // namespace

std::string_view name(verb which)
{
    switch (which) {
    case verb::get: return "GET";
    case verb::head: return "HEAD";
    case verb::post: return "POST";
    case verb::put: return "PUT";
    case verb::patch: return "PATCH";
    case verb::delete_: return "DELETE";
    case verb::options: return "OPTIONS";
    }
    return "";
}

std::string_view request::header(std::string_view name) const
{
    const std::string* found = first(headers, name);
    return found ? std::string_view{*found} : std::string_view{};
}

std::string request::media_type() const
{
    const auto given = header("content-type");
    return platform::to_lower(platform::trimmed(given.substr(0, given.find(';'))));
}

std::optional<std::string_view> request::parameter(std::string_view name) const
{
    const std::string* found = first(query, name);
    if (!found) return std::nullopt;
    return *found;
}

std::string_view request::path_parameter(std::string_view name) const
{
    const std::string* found = first(path_parameters, name);
    return found ? std::string_view{*found} : std::string_view{};
}

std::string_view request::cookie(std::string_view name) const
{
    std::string_view rest = header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        std::string_view each = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        each.remove_prefix(std::min(each.find_first_not_of(' '), each.size()));
        const auto equals = each.find('=');
        if (equals != std::string_view::npos && each.substr(0, equals) == name) return each.substr(equals + 1);
    }
    return {};
}

} // namespace nscl::http
