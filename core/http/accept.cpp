#include "core/http/accept.hpp"

#include "core/platform/ascii.hpp"

#include <algorithm>
#include <optional>

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

/// A weight in thousandths (RFC 9110, 12.4.2); nothing when it is malformed.
std::optional<int> thousandths(std::string_view weight)
{
    if (weight.empty() || weight.size() > 5 || (weight[0] != '0' && weight[0] != '1')) return std::nullopt;
    if (weight.size() > 1 && weight[1] != '.') return std::nullopt;
    int value = (weight[0] - '0') * 1000;
    int worth = 100;
    for (const char digit : weight.substr(std::min<std::size_t>(2, weight.size()))) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value += (digit - '0') * worth;
        worth /= 10;
    }
    return value > 1000 ? std::nullopt : std::optional{value};
}

/// Of "gzip;q=0.5" the weight; 1000 without one.
std::optional<int> weight_among(std::string_view parameters)
{
    while (!parameters.empty()) {
        const auto each = next(parameters, ';');
        if (each.starts_with("q=") || each.starts_with("Q=")) return thousandths(each.substr(2));
    }
    return 1000;
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
        wanted = weight_among(parameters) != 0;
    }
    return wanted;
}

gzip_wish wish_for_gzip(std::string_view accept_encoding)
{
    std::optional<int> gzip;
    std::optional<int> identity;
    std::optional<int> others;
    while (!accept_encoding.empty()) {
        auto parameters = next(accept_encoding, ',');
        const auto name = next(parameters, ';');
        const auto weight = weight_among(parameters);
        if (!weight) continue;
        if (platform::equal_ignoring_case(name, "gzip") || platform::equal_ignoring_case(name, "x-gzip"))
            gzip = weight;
        else if (platform::equal_ignoring_case(name, "identity"))
            identity = weight;
        else if (name == "*")
            others = weight;
    }
    const int for_gzip = gzip.value_or(others.value_or(0));
    if (for_gzip == 0 || identity.value_or(0) > for_gzip) return gzip_wish::none;
    // Unnamed, "as it is" will always do, but where everything else is ruled out.
    const bool ruled_out = identity ? *identity == 0 : others == 0;
    return ruled_out ? gzip_wish::nothing_else : gzip_wish::welcome;
}

} // namespace nscl::http
