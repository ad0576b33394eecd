#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nscl::attachments {

/// The media type that a file's first bytes show, whatever its name says; nothing for kinds that are not taken: PDF, PNG, JPEG, ZIP and the
/// office formats in it, and text.
std::optional<std::string_view> media_type_of(std::string_view content, std::string_view name);

/// How names of such files end, without the dot, for who chooses a file; static lifetime. A file is taken by its content all the same.
std::span<const std::string_view> file_extensions();

/// The name with an ending of the media type behind it where it has none: whoever opens a file that was taken as a text does not start it as a
/// program ("a.hta" becomes "a.hta.txt"). `media_type` is one that media_type_of finds.
std::string fitting_name(std::string_view name, std::string_view media_type);

} // namespace nscl::attachments
