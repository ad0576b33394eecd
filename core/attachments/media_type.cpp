#include "core/attachments/media_type.hpp"

#include "core/platform/ascii.hpp"
#include "core/platform/utf8.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace nscl::attachments {

namespace {

constexpr std::size_t longest_ending = 5; ///< ".docx"

struct kind {
    std::string_view ending;
    std::string_view media_type;
};

/// The first of a media type is the usual one.
constexpr std::array kinds{
    kind{"pdf", "application/pdf"},
    kind{"png", "image/png"},
    kind{"jpg", "image/jpeg"},
    kind{"jpeg", "image/jpeg"},
    kind{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    kind{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    kind{"odt", "application/vnd.oasis.opendocument.text"},
    kind{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    kind{"zip", "application/zip"},
    kind{"csv", "text/csv"},
    kind{"txt", "text/plain"},
};

constexpr std::array<std::string_view, kinds.size()> endings = [] {
    std::array<std::string_view, kinds.size()> all{};
    std::ranges::transform(kinds, all.begin(), &kind::ending);
    return all;
}();

/// In lower case, without the dot; "" where there is none.
std::string ending_of(std::string_view name)
{
    const auto dot = name.rfind('.');
    const bool none = dot == std::string_view::npos || name.size() - dot > longest_ending;
    return none ? std::string{} : platform::to_lower(name.substr(dot + 1));
}

/// Among these, the one that the name ends like.
std::optional<std::string_view> named(std::string_view name, std::initializer_list<std::string_view> among)
{
    const auto ending = ending_of(name);
    for (const auto& each : kinds) {
        if (each.ending == ending && std::ranges::find(among, ending) != among.end()) return each.media_type;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string_view> media_type_of(std::string_view content, std::string_view name)
{
    using namespace std::string_view_literals;
    if (content.starts_with("%PDF-"sv)) return "application/pdf";
    if (content.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
    if (content.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (content.starts_with("PK\x03\x04"sv))
        return named(name, {"docx", "xlsx", "odt", "ods"}).value_or("application/zip");
    if (platform::is_utf8(content)) return named(name, {"csv"}).value_or("text/plain");
    return std::nullopt;
}

std::span<const std::string_view> file_extensions()
{
    return endings;
}

std::string fitting_name(std::string_view name, std::string_view media_type)
{
    const auto ending = ending_of(name);
    const auto fits = [&](const kind& each) { return each.media_type == media_type && each.ending == ending; };
    if (std::ranges::any_of(kinds, fits)) return std::string{name};
    const auto* usual = std::ranges::find(kinds, media_type, &kind::media_type);
    return std::string{name} + "." + std::string{usual->ending};
}

} // namespace nscl::attachments
