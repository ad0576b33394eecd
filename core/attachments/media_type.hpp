#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace nscl::attachments {

/// The media type that a file's first bytes show, whatever its name says; nothing for kinds that are not taken: PDF, PNG, JPEG, ZIP and the
/// office formats in it, and text.
std::optional<std::string_view> media_type_of(std::string_view content, std::string_view name);

/// How names of such files end, without the dot, for who chooses a file; static lifetime. A file is taken by its content all the same.
std::span<const std::string_view> file_extensions();

} // namespace nscl::attachments
