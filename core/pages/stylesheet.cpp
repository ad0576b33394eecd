#include "core/pages/stylesheet.hpp"

#include "core/http/conditional.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

namespace nscl::pages {

http::route stylesheet_route()
{
    http::route made;
    made.pattern = stylesheet;
    made.owner = "core";
    made.query.emplace();
    made.produces = "text/css";
    made.handler = [tag = platform::to_hex(platform::fingerprint(style()))](const http::request& asked) {
        auto answer = http::unless_known(asked, tag, [] {
            http::response full;
            full.body = style();
            return full.with("Content-Type", "text/css; charset=utf-8");
        });
        return answer.with("Cache-Control", "public, max-age=3600");
    };
    return made;
}

} // namespace nscl::pages
