#include "embedded_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace console {

const embedded_file* find_file(std::string_view path)
{
    const auto all = embedded_files();
    const auto found = std::ranges::find(all, path, &embedded_file::path);
    return found == all.end() ? nullptr : &*found;
}

std::string_view media_type_of(std::string_view path)
{
    using known = std::pair<std::string_view, std::string_view>;
    static constexpr std::array types{
        known{".html", "text/html; charset=utf-8"},
        known{".js", "text/javascript; charset=utf-8"},
        known{".css", "text/css; charset=utf-8"},
        known{".txt", "text/plain; charset=utf-8"},
        known{".json", "application/json"},
        known{".map", "application/json"},
        known{".webmanifest", "application/manifest+json"},
        known{".svg", "image/svg+xml"},
        known{".png", "image/png"},
        known{".jpg", "image/jpeg"},
        known{".webp", "image/webp"},
        known{".ico", "image/x-icon"},
        known{".woff2", "font/woff2"},
        known{".wasm", "application/wasm"},
    };
    const auto found = std::ranges::find_if(types, [path](const known& each) { return path.ends_with(each.first); });
    return found == types.end() ? "application/octet-stream" : found->second;
}

} // namespace console
