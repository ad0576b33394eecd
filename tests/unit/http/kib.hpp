#pragma once

#include <cstddef>

namespace nscl::http {

/// Bytes.
inline constexpr std::size_t kib = 1024;

} // namespace nscl::http
