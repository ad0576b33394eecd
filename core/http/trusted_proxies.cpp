#include "core/http/trusted_proxies.hpp"

#include "core/platform/ascii.hpp"

namespace nscl::http {

namespace {

/// The last element of a comma-separated list, cut off its end.
std::string_view last_of(std::string_view& list)
{
    const auto comma = list.rfind(',');
    const std::string_view last = platform::trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return last;
}

} // namespace

void trusted_proxies::identify(request& asked, std::string_view connected, transport by) const
{
    asked.peer = connected;
    asked.secure = by == transport::tls;
    if (!networks_.contains(connected)) return;

    std::string_view rest = asked.header("x-forwarded-for");
    while (!rest.empty() && networks_.contains(asked.peer)) {
        const std::string_view before = last_of(rest);
        if (!network_list::is_address(before)) break;
        asked.peer = before;
    }
    rest = asked.header("x-forwarded-proto");
    if (const auto scheme = last_of(rest); !scheme.empty()) asked.secure = scheme == "https";
}

} // namespace nscl::http
