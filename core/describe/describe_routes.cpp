#include "core/describe/describe_routes.hpp"

#include "core/describe/console_schema.hpp"
#include "core/describe/openapi.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/http/conditional.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

#include <array>

namespace nscl::describe {

namespace {

using http::request;
using http::response;

/// A text with its entity tag.
struct tagged {
    std::string text;
    std::string tag;
};

tagged with_tag(std::string text)
{
    auto tag = platform::to_hex(platform::sha256(text).substr(0, 8));
    return {std::move(text), std::move(tag)};
}

response answer_with(const tagged& document, const request& asked)
{
    return http::unless_known(asked, document.tag, [&] { return http::json(document.text); })
        .with("Cache-Control", "no-cache")
        .with("Vary", "Accept-Language");
}

response schema_for(const entities::route_context& at, const request& asked, const entities::caller& who)
{
    const auto language = messages::preferred(asked.header("accept-language"));
    return answer_with(with_tag(console_schema(at.store->model(), at.store->access(), who, language)), asked);
}

http::route readable(std::string pattern, http::handler handler)
{
    http::route made;
    made.pattern = std::move(pattern);
    made.handler = std::move(handler);
    made.owner = "core";
    made.query.emplace();
    made.produces = "application/json";
    return made;
}

} // namespace

std::vector<http::route> describe_routes(const entities::route_context& context,
                                         const std::vector<http::route>& described)
{
    std::vector<http::route> own;
    own.push_back(readable("/api/v1/schema", entities::permitted(context.callers, context.problems, entities::anyone,
                                                                 [context](const request& asked, const auto& who) {
                                                                     return schema_for(context, asked, *who);
                                                                 })));
    own.push_back(readable("/api/v1/openapi.json", {}));

    auto all = described;
    all.insert(all.end(), own.begin(), own.end());
    using messages::language;
    const auto write = [&](language in) { return with_tag(openapi(context.store->model(), all, in)); };
    const auto documents =
        std::make_shared<const std::array<tagged, 2>>(std::array{write(language::vi), write(language::en)});
    own.back().handler = [documents](const request& asked) {
        const auto wanted = messages::preferred(asked.header("accept-language"));
        return answer_with((*documents)[wanted == language::vi ? 0 : 1], asked)
            .with("Content-Language", std::string{messages::tag(wanted)});
    };
    return own;
}

} // namespace nscl::describe
