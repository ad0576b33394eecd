#include "core/http/response.hpp"

#include "core/platform/ascii.hpp"

#include <algorithm>

namespace nscl::http {

response& response::with(std::string name, std::string value)
{
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

response& response::set(std::string_view name, std::string value)
{
    const auto found = std::ranges::find_if(
        headers, [name](const pair& each) { return platform::equal_ignoring_case(each.first, name); });
    if (found == headers.end()) return with(std::string{name}, std::move(value));
    found->second = std::move(value);
    return *this;
}

const std::string* response::header(std::string_view name) const
{
    const auto found = std::ranges::find_if(
        headers, [name](const pair& each) { return platform::equal_ignoring_case(each.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

response json(std::string body, unsigned status)
{
    response answer;
    answer.status = status;
    answer.headers.emplace_back("Content-Type", "application/json");
    answer.body = std::move(body);
    return answer;
}

response no_content()
{
    response answer;
    answer.status = 204;
    return answer;
}

} // namespace nscl::http
