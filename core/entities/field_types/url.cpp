#include "core/entities/field_types/text_like.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/platform/ascii.hpp"

#include <algorithm>
#include <charconv>

namespace nscl::entities {

namespace {

/// Scheme and host have no case (RFC 3986, 6.2.2.1).
void lower(std::string& text, std::size_t from, std::size_t end)
{
    for (auto i = from; i < end; ++i) text[i] = platform::to_lower(text[i]);
}

bool is_port(std::string_view text)
{
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number > 0 && number <= 65535;
}

/// A name, an IPv4 address or a bracketed IPv6 address, with or without a port. User names ("https://bank@evil") are refused.
bool is_authority(std::string_view text)
{
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos || close < 3) return false;
        const auto inside = text.substr(1, close - 1);
        const auto rest = text.substr(close + 1);
        return inside.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos &&
               (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
    }
    const auto colon = text.find(':');
    const auto host = text.substr(0, colon);
    if (colon != std::string_view::npos && !is_port(text.substr(colon + 1))) return false;
    if (host.empty() || host.size() > 253 || host.front() == '.' || host.find("..") != std::string_view::npos)
        return false;
    return std::all_of(host.begin(), host.end(), [](char c) {
        const char l = platform::to_lower(c);
        return (l >= 'a' && l <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

class url_type final : public text_like {
public:
    std::string_view name() const override { return "url"; }

protected:
    std::string_view format() const override { return "uri"; }

    parsed_value normalise(const field&, std::string text) const override
    {
        if (text.find_first_of(" <>\"\\^`{|}") != std::string::npos) return value_error{"bad_url", {}};
        const auto scheme_end = text.find("://");
        if (scheme_end == std::string::npos) return value_error{"bad_url", {}};
        lower(text, 0, scheme_end);
        const std::string_view scheme = std::string_view(text).substr(0, scheme_end);
        if (scheme != "http" && scheme != "https") return value_error{"bad_url", {}};

        const auto host = scheme_end + 3;
        const auto host_end = std::min(text.find_first_of("/?#", host), text.size());
        if (!is_authority(std::string_view(text).substr(host, host_end - host))) return value_error{"bad_url", {}};
        lower(text, host, host_end);
        return field_value{std::move(text)};
    }
};

} // namespace

const field_type_rules& url_rules()
{
    static const url_type rules;
    return rules;
}

} // namespace nscl::entities
