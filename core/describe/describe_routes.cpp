#include "core/describe/describe_routes.hpp"

#include "core/describe/console_schema.hpp"
#include "core/describe/openapi.hpp"
#include "core/entities/routes/permitted.hpp"
#include "core/http/conditional.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

#include <array>
#include <charconv>
#include <memory>
#include <mutex>
#include <utility>

namespace nscl::describe {

namespace {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;

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

/// The OpenAPI document in each language, written when it is first asked for. Thread-safe.
class documents {
public:
    documents(std::shared_ptr<const entities::entity_store> store, std::vector<http::route> routes)
        : store_(std::move(store)), routes_(std::move(routes))
    {
        for (auto& each : routes_) each.handler = {}; // only what is said about them is of interest here
    }

    const tagged& in(messages::language language)
    {
        auto& [written, document] = of_[language == messages::language::vi ? 0 : 1];
        std::call_once(written, [&] { document = with_tag(openapi(store_->model(), routes_, language)); });
        return document;
    }

private:
    struct one {
        std::once_flag written;
        tagged document;
    };
    std::shared_ptr<const entities::entity_store> store_;
    std::vector<http::route> routes_;
    std::array<one, 2> of_;
};

/// Schemas for the console: of who asks, and to administrators of others.
class schemas {
public:
    schemas(entities::route_context at, seen_as users, system_source system)
        : at_(std::move(at)), users_(std::move(users)), system_(std::move(system))
    {
    }

    outcome<response> operator()(const request& asked, const std::shared_ptr<const entities::caller>& who) const
    {
        if (const auto user = asked.parameter("as")) return of_other(asked, *who, *user);
        return of(*who, asked);
    }

private:
    response of(const entities::caller& who, const request& asked) const
    {
        const auto language = messages::preferred(asked.header("accept-language"));
        const auto& store = *at_.store;
        return answer_with(with_tag(console_schema(store.model(), store.access(), who, language, system_())), asked);
    }

    outcome<response> of_other(const request& asked, const entities::caller& who, std::string_view id) const
    {
        if (who.what == entities::caller::kind::nobody) return refuse(reason::unauthenticated, "unauthenticated");
        if (!who.has_role("administrator")) return refuse(reason::forbidden, "forbidden");
        entities::record_id user = 0;
        const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), user);
        if (error != std::errc{} || end != id.data() + id.size()) return refuse(reason::not_found, "not_found");
        const auto seen = users_(who, user);
        if (seen.has_error()) return seen.error();
        return of(**seen, asked);
    }

    entities::route_context at_;
    seen_as users_;
    system_source system_;
};

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
                                         const std::vector<http::route>& described, seen_as users, system_source system)
{
    std::vector<http::route> own;
    own.push_back(
        readable("/api/v1/schema", entities::permitted(context.callers, context.problems, entities::anyone,
                                                       schemas{context, std::move(users), std::move(system)})));
    own.back().query->emplace_back("as");
    own.push_back(readable("/api/v1/openapi.json", {}));

    auto all = described;
    all.insert(all.end(), own.begin(), own.end());
    std::erase_if(all, [](const auto& each) { return each.of_site; }); // pages for people, no part of the API
    own.back().handler = [documents =
                              std::make_shared<documents>(context.store, std::move(all))](const request& asked) {
        const auto wanted = messages::preferred(asked.header("accept-language"));
        return answer_with(documents->in(wanted), asked).with("Content-Language", std::string{messages::tag(wanted)});
    };
    return own;
}

} // namespace nscl::describe
