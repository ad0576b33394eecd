#include "core/http/query_parameters.hpp"

#include "core/http/target.hpp"
#include "core/platform/json_text.hpp"

#include <algorithm>
#include <set>
#include <string_view>

namespace nscl::http {

using messages::reason;
using messages::refuse;

namespace {

/// However the name is encoded.
bool names_cursor(std::string_view parameter)
{
    const auto read = parse_query(parameter);
    return read && !read->empty() && read->front().first == "cursor";
}

/// A part of a target with everything encoded that no URI holds (RFC 3986, 2); clients may have sent it raw.
std::string as_uri(std::string_view raw)
{
    constexpr std::string_view marks = "-._~:/?#[]@!$&'()*+,;=%";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain || marks.find(c) != std::string_view::npos)
            result += c;
        else
            result.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return result;
}

} // namespace

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
    std::string target = as_uri(std::string_view{asked.target}.substr(0, query));
    char separator = '?';
    std::string_view rest = query == std::string::npos ? "" : std::string_view{asked.target}.substr(query + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        if (!names_cursor(rest.substr(0, end))) {
            target += separator;
            target += as_uri(rest.substr(0, end));
            separator = '&';
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return "<" + target + separator + "cursor=" + std::string{cursor} + ">; rel=\"next\"";
}

void end_page(std::string& out, std::string_view next, std::optional<std::int64_t> count)
{
    out += "],\"page\":{\"next\":";
    if (next.empty())
        out += "null";
    else
        platform::write_json_string(out, next);
    if (count) out += ",\"count\":" + std::to_string(*count);
    out += "}}";
}

} // namespace nscl::http
