#include "core/http/target.hpp"

#include "core/platform/ascii.hpp"
#include "core/platform/byte_set.hpp"
#include "core/platform/utf8.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

using messages::reason;
using messages::refusal;

refusal unreadable_target(std::string code)
{
    return {.why = reason::unreadable, .code = std::move(code), .parameters = {}, .errors = {}};
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// The byte that the three characters of "%41" stand for, or -1.
int encoded_byte(std::string_view text)
{
    if (text.size() < 3) return -1;
    const int high = hex_digit(text[1]);
    const int low = hex_digit(text[2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

enum class part { path_segment, query };

/// What stands for itself in every part.
constexpr platform::byte_set literal{[](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '%' && c != '+' && c != '/' && c != '\\';
}};

/// The decoded text, or nothing when a byte may not stand there, encoded or not.
std::optional<std::string> decoded(std::string_view raw, part of)
{
    const auto begin = literal.leading(raw);
    std::string text{raw.substr(0, begin)};
    if (begin == raw.size()) return text;
    text.reserve(raw.size());
    for (std::size_t at = begin; at < raw.size(); ++at) {
        char c = raw[at];
        if (c == '%') {
            const int byte = encoded_byte(raw.substr(at));
            if (byte < 0) return std::nullopt;
            c = static_cast<char>(byte);
            at += 2;
        } else if (c == '+' && of == part::query) {
            c = ' ';
        }
        if (is_control(c)) return std::nullopt;
        if (of == part::path_segment && (c == '/' || c == '\\')) return std::nullopt;
        text += c;
    }
    if (!platform::is_utf8(text)) return std::nullopt;
    return text;
}

/// Whether the segments climb, stand still or are empty before the last one: everything that another program on the way might
/// read as another path.
bool is_plain(const std::vector<std::string>& segments)
{
    for (std::size_t at = 0; at < segments.size(); ++at) {
        const std::string& each = segments[at];
        if (each == "." || each == "..") return false;
        if (each.empty() && at + 1 < segments.size()) return false;
    }
    return true;
}

/// "http://host/path?x" without its scheme and authority; nothing when they are malformed.
std::optional<std::string_view> without_authority(std::string_view raw)
{
    const auto colon = raw.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    const auto scheme = platform::to_lower(raw.substr(0, colon));
    if (scheme != "http" && scheme != "https") return std::nullopt;
    raw.remove_prefix(colon + 3);
    const auto end = std::min(raw.find_first_of("/?"), raw.size());
    if (end == 0 || raw.substr(0, end).find('@') != std::string_view::npos) return std::nullopt;
    return raw.substr(end);
}

} // namespace

std::vector<std::string> split_path(std::string_view path)
{
    std::vector<std::string> segments;
    if (path.size() <= 1) return segments;
    path.remove_prefix(1);
    segments.reserve(static_cast<std::size_t>(std::ranges::count(path, '/')) + 1);
    while (true) {
        const auto slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

std::optional<std::vector<pair>> parse_query(std::string_view raw)
{
    std::vector<pair> pairs;
    while (!raw.empty()) {
        const auto end = raw.find('&');
        const std::string_view each = raw.substr(0, end);
        raw = end == std::string_view::npos ? std::string_view{} : raw.substr(end + 1);
        if (each.empty()) continue;
        const auto equals = each.find('=');
        auto name = decoded(each.substr(0, equals), part::query);
        auto value =
            decoded(equals == std::string_view::npos ? std::string_view{} : each.substr(equals + 1), part::query);
        if (!name || !value) return std::nullopt;
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

messages::outcome<target> read_target(std::string_view raw)
{
    target result;
    if (raw == "*") {
        result.path = "*";
        return result;
    }
    if (!raw.starts_with('/')) {
        const auto rest = without_authority(raw);
        if (!rest) return unreadable_target("bad_path");
        raw = *rest;
    }
    if (raw.find('#') != std::string_view::npos) return unreadable_target("bad_path");

    const auto mark = raw.find('?');
    std::string_view path = raw.substr(0, mark);
    if (path.empty()) path = "/"; // only after an authority
    result.segments = split_path(path);
    result.path.reserve(path.size());
    for (std::string& each : result.segments) {
        auto segment = decoded(each, part::path_segment);
        if (!segment) return unreadable_target("bad_path");
        each = std::move(*segment);
        result.path += '/';
        result.path += each;
    }
    if (!is_plain(result.segments)) return unreadable_target("bad_path");
    if (result.path.empty()) result.path = "/";

    if (mark != std::string_view::npos) {
        auto query = parse_query(raw.substr(mark + 1));
        if (!query) return unreadable_target("bad_query");
        result.query = std::move(*query);
    }
    return result;
}

} // namespace nscl::http
