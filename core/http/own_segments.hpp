#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// What the server's own paths begin with: "api" of "/api/v1/schema". Below these a site answers nothing; what is no route there is 404.
inline constexpr std::array<std::string_view, 6> own_segments{"api", "healthz", "metrics", "p", "readyz", "setup"};

/// Whether a path or a pattern of these segments is the server's own.
inline bool is_own(const std::vector<std::string>& segments)
{
    return !segments.empty() && std::ranges::find(own_segments, segments.front()) != own_segments.end();
}

} // namespace nscl::http
