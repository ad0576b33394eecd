#pragma once

#include "core/http/router.hpp"

#include <nscl/abi/http.h>

#include <string_view>

/// What pages of the server and of its plugins look like.
namespace nscl::pages {

/// The path of the stylesheet.
inline constexpr std::string_view stylesheet = NSCL_STYLESHEET;

/// Serves it: kept for an hour, then asked for again by its ETag.
http::route stylesheet_route();

/// What it is made of, pages/style.css.
std::string_view style();

} // namespace nscl::pages
