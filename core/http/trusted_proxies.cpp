#include "core/http/trusted_proxies.hpp"

#include "core/platform/ascii.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace nscl::http {

namespace {

using address_bytes = std::array<std::uint8_t, 16>;

struct parsed_address {
    address_bytes bytes{};
    bool is_v4 = false;
};

std::optional<parsed_address> parse(std::string_view text)
{
    const std::string terminated{text};
    parsed_address result;
    if (inet_pton(AF_INET6, terminated.c_str(), result.bytes.data()) == 1) return result;
    result.bytes = {};
    result.bytes[10] = result.bytes[11] = 0xff;
    result.is_v4 = inet_pton(AF_INET, terminated.c_str(), result.bytes.data() + 12) == 1;
    if (!result.is_v4) return std::nullopt;
    return result;
}

bool share_prefix(const address_bytes& left, const address_bytes& right, unsigned bits)
{
    const std::size_t whole = bits / 8;
    if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole), right.begin())) return false;
    if (bits % 8 == 0) return true;
    const unsigned mask = (0xff00U >> (bits % 8)) & 0xffU;
    return (left[whole] & mask) == (right[whole] & mask);
}

/// The last element of a comma-separated list, cut off its end.
std::string_view last_of(std::string_view& list)
{
    const auto comma = list.rfind(',');
    const std::string_view last = platform::trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1));
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
    return last;
}

} // namespace

trusted_proxies::trusted_proxies(const std::vector<std::string>& listed)
{
    for (const std::string& each : listed) {
        const std::string_view text = each;
        const auto slash = text.find('/');
        const auto address = parse(text.substr(0, slash));
        if (!address) throw std::invalid_argument("trusted_proxies: \"" + each + "\" is no address and no network");
        const unsigned most = address->is_v4 ? 32 : 128;
        unsigned bits = most;
        if (slash != std::string_view::npos) {
            const std::string_view digits = text.substr(slash + 1);
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
            if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || bits > most) {
                throw std::invalid_argument("trusted_proxies: \"" + each + "\" has no network length from 0 to " +
                                            std::to_string(most));
            }
        }
        networks_.push_back({address->bytes, bits + (128 - most)});
    }
}

bool trusted_proxies::trusts(std::string_view address) const
{
    const auto parsed = parse(address);
    return parsed && std::ranges::any_of(networks_, [&](const network& each) {
               return share_prefix(parsed->bytes, each.address, each.bits);
           });
}

void trusted_proxies::identify(request& asked, std::string_view connected, transport by) const
{
    asked.peer = connected;
    asked.secure = by == transport::tls;
    if (networks_.empty() || !trusts(connected)) return;

    std::string_view rest = asked.header("x-forwarded-for");
    while (!rest.empty() && trusts(asked.peer)) {
        const std::string_view before = last_of(rest);
        if (!parse(before)) break;
        asked.peer = before;
    }
    rest = asked.header("x-forwarded-proto");
    if (const auto scheme = last_of(rest); !scheme.empty()) asked.secure = scheme == "https";
}

} // namespace nscl::http
