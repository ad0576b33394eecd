#include "core/attachments/media_type.hpp"

#include "core/platform/ascii.hpp"
#include "core/platform/utf8.hpp"

#include <algorithm>
#include <string>

namespace nscl::attachments {

namespace {

constexpr std::size_t longest_ending = 5; ///< ".docx"

} // namespace

std::optional<std::string_view> media_type_of(std::string_view content, std::string_view name)
{
    using namespace std::string_view_literals;
    const auto lower = platform::to_lower(name.substr(name.size() - std::min(name.size(), longest_ending)));
    if (content.starts_with("%PDF-"sv)) return "application/pdf";
    if (content.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
    if (content.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
    if (content.starts_with("PK\x03\x04"sv)) {
        if (lower.ends_with(".docx")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        if (lower.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        if (lower.ends_with(".odt")) return "application/vnd.oasis.opendocument.text";
        if (lower.ends_with(".ods")) return "application/vnd.oasis.opendocument.spreadsheet";
        return "application/zip";
    }
    if (platform::is_utf8(content)) return lower.ends_with(".csv") ? "text/csv"sv : "text/plain"sv;
    return std::nullopt;
}

std::span<const std::string_view> file_extensions()
{
    static constexpr std::string_view all[] = {"pdf", "png", "jpg", "jpeg", "docx", "xlsx",
                                               "odt", "ods", "zip", "csv",  "txt"};
    return all;
}

} // namespace nscl::attachments
