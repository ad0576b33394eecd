#include "core/plugin_host/version.hpp"

#include <charconv>

namespace nscl::plugin_host {

namespace {

/// One to `most` numbers joined by dots; fewer than `least` is nothing.
std::optional<version> numbers(std::string_view text, std::size_t least)
{
    std::uint32_t parts[3] = {0, 0, 0};
    std::size_t count = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (;;) {
        if (count == 3) return std::nullopt;
        if (at == end || (*at == '0' && end - at > 1 && at[1] >= '0' && at[1] <= '9')) return std::nullopt;
        const auto [next, wrong] = std::from_chars(at, end, parts[count]);
        if (wrong != std::errc{}) return std::nullopt;
        ++count;
        if (next == end) break;
        if (*next != '.') return std::nullopt;
        at = next + 1;
    }
    if (count < least) return std::nullopt;
    return version{parts[0], parts[1], parts[2]};
}

} // namespace

std::optional<version> parse_version(std::string_view text)
{
    return numbers(text, 3);
}

std::string to_text(const version& of)
{
    return std::to_string(of.major_number) + '.' + std::to_string(of.minor_number) + '.' +
           std::to_string(of.patch_number);
}

std::optional<version_range::bound> version_range::parse_bound(std::string_view text)
{
    using enum comparison;
    static constexpr std::pair<std::string_view, comparison> signs[] = {
        {">=", at_least}, {"<=", at_most}, {">", above}, {"<", below}, {"=", equal}};
    for (const auto& [sign, how] : signs) {
        if (!text.starts_with(sign)) continue;
        const auto limit = numbers(text.substr(sign.size()), 1);
        if (!limit) return std::nullopt;
        return bound{how, *limit};
    }
    return std::nullopt;
}

std::optional<version_range> version_range::parse(std::string_view text)
{
    version_range range;
    range.text_ = text;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) {
            const auto next = parse_bound(text.substr(0, end));
            if (!next) return std::nullopt;
            range.bounds_.push_back(*next);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (range.bounds_.empty()) return std::nullopt;
    return range;
}

bool version_range::holds(const version& candidate) const
{
    for (const auto& [how, limit] : bounds_) {
        switch (how) {
        case comparison::at_least:
            if (candidate < limit) return false;
            break;
        case comparison::above:
            if (candidate <= limit) return false;
            break;
        case comparison::at_most:
            if (candidate > limit) return false;
            break;
        case comparison::below:
            if (candidate >= limit) return false;
            break;
        case comparison::equal:
            if (candidate != limit) return false;
            break;
        }
    }
    return true;
}

} // namespace nscl::plugin_host
