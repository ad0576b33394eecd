#include "core/http/conditional.hpp"

#include "core/http/accept.hpp"

#include <algorithm>

namespace nscl::http {

namespace {

void skip_blanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

/// Cuts a quoted tag off the front; none when there is none. Only visible characters and those beyond ASCII are taken.
std::optional<std::string_view> next_tag(std::string_view& rest)
{
    if (!rest.starts_with('"')) return std::nullopt;
    const auto end = rest.find('"', 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto tag = rest.substr(1, end - 1);
    if (std::ranges::any_of(tag, [](unsigned char each) { return each <= 0x20 || each == 0x7f; })) return std::nullopt;
    rest.remove_prefix(end + 1);
    return tag;
}

constexpr std::string_view gzip_suffix = "-gzip";

} // namespace

std::string entity_tag(std::string_view opaque)
{
    return "\"" + std::string{opaque} + "\"";
}

std::string entity_tag_of_gzip(std::string_view entity_tag)
{
    std::string tag{entity_tag};
    if (tag.starts_with('"') && tag.ends_with('"')) tag.insert(tag.size() - 1, gzip_suffix);
    return tag;
}

std::optional<tag_list> read_tags(std::string_view header)
{
    if (header == "*") return tag_list{.any = true, .strong = {}, .weak = {}};
    tag_list found;
    while (true) {
        skip_blanks(header);
        if (header.starts_with(',')) { // an empty element counts for nothing (RFC 9110, 5.6.1.2)
            header.remove_prefix(1);
            continue;
        }
        if (header.empty() && !(found.strong.empty() && found.weak.empty())) return found;
        const bool weak = header.starts_with("W/");
        if (weak) header.remove_prefix(2);
        const auto tag = next_tag(header);
        if (!tag) return std::nullopt;
        (weak ? found.weak : found.strong).push_back(*tag);
        skip_blanks(header);
        if (header.empty()) return found;
        if (!header.starts_with(',')) return std::nullopt;
        header.remove_prefix(1);
    }
}

std::string known_tag(const request& asked, std::string_view opaque)
{
    const auto tags = read_tags(asked.header("if-none-match"));
    if (!tags) return {};
    const auto named = [&](std::string_view tag) {
        return std::ranges::find(tags->strong, tag) != tags->strong.end() ||
               std::ranges::find(tags->weak, tag) != tags->weak.end();
    };
    const auto wish = wish_for_gzip(asked.header("accept-encoding"));
    std::string plain{opaque};
    if (tags->any || (wish != gzip_wish::nothing_else && named(plain))) return plain;
    const std::string compressed = plain + std::string{gzip_suffix};
    return wish != gzip_wish::none && named(compressed) ? compressed : std::string{};
}

} // namespace nscl::http
