#include "core/http/accept.hpp"

#include "core/platform/ascii.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

/// The part before `separator`, which is taken off `rest` with it.
std::string_view next(std::string_view& rest, char separator)
{
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return platform::trimmed(part);
}

/// How closely a range names the type: 3 itself, 2 its family, 1 anything, 0 not at all.
int closeness(std::string_view range, std::string_view media_type)
{
    if (range == "*/*") return 1;
    if (platform::equal_ignoring_case(range, media_type)) return 3;
    const auto family = media_type.substr(0, media_type.find('/') + 1);
    return range.ends_with("/*") && platform::equal_ignoring_case(range.substr(0, range.size() - 1), family) ? 2 : 0;
}

/// "q=0", "q=0.0", ...: not wanted.
bool is_zero_weight(std::string_view parameter)
{
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return false;
    parameter.remove_prefix(2);
    return parameter.starts_with('0') && parameter.find_first_not_of("0.") == std::string_view::npos;
}

} // namespace

bool accepts(std::string_view accept, std::string_view media_type)
{
    if (accept.find_first_not_of(" \t,") == std::string_view::npos) return true;
    int closest = 0;
    bool wanted = false;
    while (!accept.empty()) {
        auto parameters = next(accept, ',');
        const int close = closeness(next(parameters, ';'), media_type);
        if (close <= closest) continue;
        closest = close;
        wanted = true;
        while (!parameters.empty()) wanted = !is_zero_weight(next(parameters, ';')) && wanted;
    }
    return wanted;
}

} // namespace nscl::http
