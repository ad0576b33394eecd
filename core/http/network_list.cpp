#include "core/http/network_list.hpp"

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

std::optional<parsed_address> parse_address(std::string_view text)
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

} // namespace

network_list::network_list(std::string_view setting, const std::vector<std::string>& listed)
{
    const std::string prefix = std::string{setting} + ": \"";
    for (const std::string& each : listed) {
        const std::string_view text = each;
        const auto slash = text.find('/');
        const auto address = parse_address(text.substr(0, slash));
        if (!address) throw std::invalid_argument(prefix + each + "\" is no address and no network");
        const unsigned most = address->is_v4 ? 32 : 128;
        unsigned bits = most;
        if (slash != std::string_view::npos) {
            const std::string_view digits = text.substr(slash + 1);
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
            if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || bits > most) {
                throw std::invalid_argument(prefix + each + "\" has no network length from 0 to " +
                                            std::to_string(most));
            }
        }
        networks_.push_back({address->bytes, bits + (128 - most)});
    }
}

bool network_list::contains(std::string_view address) const
{
    if (networks_.empty()) return false;
    const auto parsed = parse_address(address);
    return parsed && std::ranges::any_of(networks_, [&](const network& each) {
               return share_prefix(parsed->bytes, each.address, each.bits);
           });
}

std::string client_of(std::string_view address)
{
    const auto parsed = parse_address(address);
    if (!parsed || parsed->is_v4) return std::string{address};
    return "net " + std::string{reinterpret_cast<const char*>(parsed->bytes.data()), 8};
}

bool network_list::is_address(std::string_view text)
{
    return parse_address(text).has_value();
}

} // namespace nscl::http
