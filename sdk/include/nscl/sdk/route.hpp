#pragma once

#include <nscl/sdk/part.hpp>

namespace nscl::sdk {

/// Permissions that are no role: everybody, and everybody who is logged in.
inline constexpr std::string_view anyone = "anyone";
inline constexpr std::string_view authenticated = "authenticated";

/// What a route reads as its body.
enum class body_kind { none, json, any };

/// A route of the plugin's own, below /api/v1/<plugin>/actions.
class route : public part<route> {
public:
    route(std::string_view verb, std::string_view pattern, std::string_view permission, std::uint32_t callback)
        : part{"route " + std::string{verb} + " " + std::string{pattern}}, name_{said().where().substr(6)}
    {
        if (!pattern.starts_with('/')) throw declaration_error{said().where() + ": a pattern begins with /"};
        set("verb", verb);
        set("pattern", pattern);
        set("permission", permission);
        set("callback", callback);
    }

    /// Lies below /p/<plugin> instead: pages and links for people.
    route& public_page() { return set("space", "public"); }
    /// Lies at the root of the server instead: a page of its site, of which there is one at most. GET for `anyone`, with any query. The
    /// server's own paths (below /api, /p and so on) go first, and never come here.
    route& site_page() { return set("space", "site"); }
    /// What it does, for the API's description.
    route& label(std::string_view vi, std::string_view en) { return set("label", both(vi, en)); }
    /// Query parameters that it reads; others are refused.
    template <std::convertible_to<std::string_view>... Name>
    route& query(Name&&... names)
    {
        (append("query", std::string_view{names}), ...);
        return *this;
    }
    route& reads(body_kind body)
    {
        constexpr std::string_view names[] = {"none", "json", "any"};
        return set("body", names[static_cast<std::size_t>(body)]);
    }
    /// Consoles offer it beside the records of this entity of the plugin: on each, where the pattern has `{id}`, else above the list. POST only, with no
    /// body or an empty JSON object.
    route& offered_at(std::string_view entity) { return set("entity", entity); }
    /// Answered between two reads of a socket, within 50 microseconds: for what the plugin knows by heart. The callback may read the
    /// request, answer and log; everything that may wait is refused to it. Only for `anyone` and without a body.
    route& non_blocking() { return set("non_blocking", true); }
    /// Much work by one request: a user may send only so many in a minute (limits.expensive_per_minute), then gets 429.
    route& expensive() { return set("expensive", true); }
    /// The answer's content type, and its JSON Schema where it is JSON.
    route& answers(std::string_view content_type)
    {
        return set("answer", json_object{}.set("content_type", content_type));
    }
    route& answers(std::string_view content_type, const json_text& schema)
    {
        return set("answer", json_object{}.set("content_type", content_type).set("schema", schema));
    }

    json_object object() const
    {
        json_object written = part::object();
        if (!said().has("space")) written.set("space", "actions");
        if (!said().has("label")) written.set("label", texts{name_, name_});
        return written;
    }

private:
    std::string name_; ///< "GET /count", the label unless one is said
};

} // namespace nscl::sdk
