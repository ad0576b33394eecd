#include "site.hpp"

#include "content_coding.hpp"
#include "embedded_file.hpp"
#include "entity_tag.hpp"

#include <array>
#include <span>
#include <string>
#include <utility>

namespace console {

using nscl::sdk::answer;
using nscl::sdk::request;

namespace {

/// Nothing from elsewhere, no script or style in the page, no frame around it.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

constexpr std::string_view for_a_year = "public, max-age=31536000, immutable";
constexpr std::string_view ask_again = "no-cache";

/// A file in one coding.
struct representation {
    std::string_view content;
    std::string_view coding; ///< "" as it is
    std::string tag;         ///< in its quotes; strong tags differ by coding (RFC 9110, 8.8.3.3)
};

representation chosen(const embedded_file& file, std::string_view accept_encoding)
{
    std::array<content_coding, 3> there{};
    std::size_t count = 0;
    if (!file.brotli.empty()) there[count++] = content_coding::brotli;
    if (!file.gzip.empty()) there[count++] = content_coding::gzip;
    there[count++] = content_coding::identity;
    const auto tag = [&](std::string_view suffix) {
        return "\"" + std::string{file.hash} + std::string{suffix} + "\"";
    };
    switch (preferred_coding(accept_encoding, std::span{there}.first(count))) {
    case content_coding::brotli: return {file.brotli, "br", tag("-br")};
    case content_coding::gzip: return {file.gzip, "gzip", tag("-gzip")};
    default: return {file.plain, "", tag("")};
    }
}

answer whole(const representation& of, std::string_view media_type)
{
    auto given = answer::text(std::string{of.content}, std::string{media_type});
    if (of.coding.empty()) return given;
    return std::move(given).with("Content-Encoding", std::string{of.coding});
}

answer answer_with(const embedded_file& file, const request& from, std::string_view caching)
{
    const auto sent = chosen(file, from.header("accept-encoding").value_or(""));
    const bool known = names_tag(from.header("if-none-match").value_or(""), sent.tag);
    return (known ? answer{304} : whole(sent, media_type_of(file.path)))
        .with("ETag", sent.tag)
        .with("Cache-Control", std::string{caching})
        .with("Vary", "Accept-Encoding")
        .with("Content-Security-Policy", std::string{content_security_policy});
}

} // namespace

answer asset(const request& from)
{
    const auto* file = find_file("assets/" + std::string{from.path("path")});
    if (!file) throw nscl::sdk::not_found();
    return answer_with(*file, from, for_a_year);
}

answer page(const request& from)
{
    const auto* file = find_file(from.path("path"));
    return answer_with(file ? *file : *find_file("index.html"), from, ask_again);
}

} // namespace console
