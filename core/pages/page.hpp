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

struct link {
    std::string href;
    messages::text label;
};

/// To the root of the server, where there is a site.
link home();

/// What a visitor sees instead of a problem's JSON: both texts are plain; `links`, of which there may be none, are where he can go on. May be
/// called from any thread.
http::response problem_page(unsigned status, std::string_view title, std::string_view detail,
                            messages::language language, std::span<const link> links);

} // namespace nscl::pages
