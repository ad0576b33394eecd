#pragma once

#include <span>
#include <string_view>

namespace console {

/// A file of the console as it was built, and what it compresses to. All of it lies in the library.
struct embedded_file {
    std::string_view path;  ///< "index.html", "assets/index-B7c2.js"
    std::string_view plain; ///< as it is
    std::string_view gzip;  ///< "" where that is not worth it
    std::string_view brotli;
    std::string_view hash; ///< of `plain`: SHA-256 in hex
};

/// All of them, in any order; index.html is among them. The build writes its definition (embed_dist.cmake).
std::span<const embedded_file> embedded_files();

/// Null when there is no such file.
const embedded_file* find_file(std::string_view path);

/// The media type that the end of a path stands for; "application/octet-stream" for those that nobody knows here.
std::string_view media_type_of(std::string_view path);

} // namespace console
