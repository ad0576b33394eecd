#include "core/http/content_coding.hpp"

#include "core/http/accept.hpp"
#include "core/http/conditional.hpp"
#include "core/http/gzip.hpp"
#include "core/platform/ascii.hpp"

#include <algorithm>
#include <array>

namespace nscl::http {

namespace {

/// Less fits into one packet anyway.
constexpr std::size_t least_worth = 1024;

bool is_text(std::string_view content_type)
{
    const auto type = platform::to_lower(platform::trimmed(content_type.substr(0, content_type.find(';'))));
    constexpr std::array<std::string_view, 4> others{"application/json", "application/xml", "application/javascript",
                                                     "application/ecmascript"};
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           std::ranges::find(others, type) != others.end();
}

/// Whether a list of tokens, which may have values, names this one.
bool names(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        if (platform::equal_ignoring_case(platform::trimmed(list.substr(0, end)), token)) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

std::string_view value_of(const response& answer, std::string_view name)
{
    const auto* found = answer.header(name);
    return found ? std::string_view{*found} : std::string_view{};
}

bool may_be_coded(const response& answer)
{
    return (answer.stream || !answer.body.empty()) && answer.status != 204 && !answer.header("Content-Encoding") &&
           !names(value_of(answer, "Cache-Control"), "no-transform");
}

void vary_by_accept_encoding(response& answer)
{
    const std::string_view before = value_of(answer, "Vary");
    if (before == "*" || names(before, "Accept-Encoding")) return;
    answer.set("Vary", before.empty() ? "Accept-Encoding" : std::string{before} + ", Accept-Encoding");
}

} // namespace

void encode(const request& asked, response& answer)
{
    if (answer.status == 304) return vary_by_accept_encoding(answer); // as the full answer would say
    if (!may_be_coded(answer)) return;
    const auto wish = wish_for_gzip(asked.header("accept-encoding"));
    const bool worth =
        is_text(value_of(answer, "Content-Type")) && (answer.stream || answer.body.size() >= least_worth);
    if (worth) vary_by_accept_encoding(answer);
    if (wish == gzip_wish::none || (!worth && wish != gzip_wish::nothing_else)) return;

    if (answer.stream) {
        answer.stream = std::make_shared<gzip_stream>(std::move(answer.stream));
    } else {
        auto packed = gzip(answer.body);
        if (packed.size() >= answer.body.size() && wish != gzip_wish::nothing_else) return;
        answer.body = std::move(packed);
    }
    if (!worth) vary_by_accept_encoding(answer);
    answer.set("Content-Encoding", "gzip");
    // Of a refusal the ETag is the record's, not the body's.
    if (const auto* tag = answer.header("ETag"); tag && answer.status < 300)
        answer.set("ETag", entity_tag_of_gzip(*tag));
}

} // namespace nscl::http
