#pragma once

#include "core/http/response.hpp"
#include "core/messages/catalogue.hpp"

#include <span>
#include <string>
#include <string_view>

namespace nscl::pages {

/// Text for use in HTML, attributes included.
std::string escaped(std::string_view text);

/// A page of the server's own: plain HTML without script.
struct page {
    messages::language language = messages::language::vi;
    std::string title;       ///< of the window, text
    std::string agency = {}; ///< whose server it is, text; "" where that is not known or not said
    std::string content;     ///< of the body below its header, HTML
};

/// The answer, which forbids scripts, frames, caches and referrers.
http::response page_answer(unsigned status, const page& shown);

/// Where a visitor may go on from a page.
struct way {
    std::string href;
    messages::text label;
};

/// What a visitor sees instead of a problem's JSON: both texts are plain. May be called from any thread.
http::response problem_page(unsigned status, std::string_view title, std::string_view detail,
                            messages::language language, std::span<const way> ways);

} // namespace nscl::pages
