#include "core/http/request_ids.hpp"

#include "core/platform/digits.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

bool is_sane(std::string_view id)
{
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

} // namespace

std::string request_ids::for_request(std::string_view proposed)
{
    if (is_sane(proposed)) return std::string{proposed};
    std::string id;
    id.reserve(prefix_.size() + 21); // a line and the longest number
    id.append(prefix_).append("-");
    platform::append_digits(id, static_cast<std::int64_t>(++count_), 1);
    return id;
}

} // namespace nscl::http
