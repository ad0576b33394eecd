#include "content_pattern.hpp"

namespace programme {

namespace {

bool matches(std::string_view pattern, std::string_view code)
{
    const auto star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == code;
    const auto head = pattern.substr(0, star);
    const auto tail = pattern.substr(star + 1);
    return code.size() >= head.size() + tail.size() && code.starts_with(head) && code.ends_with(tail);
}

} // namespace

bool names_content(std::string_view patterns, std::string_view code)
{
    while (!patterns.empty()) {
        const auto end = patterns.find(';');
        if (matches(patterns.substr(0, end), code)) return true;
        patterns = end == std::string_view::npos ? std::string_view{} : patterns.substr(end + 1);
    }
    return false;
}

} // namespace programme
