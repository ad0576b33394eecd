#pragma once

#include <span>
#include <string_view>

namespace console {

/// How the bytes of an answer stand for the file (RFC 9110, 8.4).
enum class content_coding { brotli, gzip, identity };

/// The coding that an Accept-Encoding header likes best among those that are `there`, the smallest first (RFC 9110, 12.5.3); the first of them
/// where it likes several as much. A header that takes none of them gets the file as it is.
content_coding preferred_coding(std::string_view accept_encoding, std::span<const content_coding> there);

} // namespace console
