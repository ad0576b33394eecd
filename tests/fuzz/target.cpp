#include "core/http/target.hpp"

#include "core/platform/utf8.hpp"
#include "tests/fuzz/percent_encoding.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>

namespace nscl::fuzz {
namespace {

bool is_plain(std::string_view text)
{
    return platform::is_utf8(text) &&
           std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

void check_path(const http::target& read)
{
    require(read.path == "*" || read.path.starts_with('/'), "a path begins at the root");
    require(read.path == "*" || http::split_path(read.path) == read.segments, "a path is its segments");
    for (std::size_t at = 0; at < read.segments.size(); ++at) {
        const auto& each = read.segments[at];
        require(is_plain(each), "segments are UTF-8 without controls");
        require(each != "." && each != "..", "no segment stands still or climbs");
        require(each.find_first_of("/\\") == std::string::npos, "no segment hides another");
        require(!each.empty() || at + 1 == read.segments.size(), "only the last segment may be empty");
    }
}

std::string written(const http::target& read)
{
    if (read.path == "*") return read.path;
    std::string text;
    for (const auto& each : read.segments) text.append("/").append(percent_encoded(each));
    if (text.empty()) text = "/";
    return text + "?" + percent_encoded(read.query);
}

} // namespace

/// A request-target.
void check_target(std::string_view input)
{
    const auto read = http::read_target(input);
    if (read.has_error()) {
        require(read.error().code == "bad_path" || read.error().code == "bad_query", "a refusal says which half it is");
        return;
    }
    check_path(*read);
    for (const auto& [name, value] : read->query)
        require(is_plain(name) && is_plain(value), "queries hold no controls");

    const auto again = http::read_target(written(*read));
    require(again.has_value(), "what was accepted is accepted when it is written anew");
    require(again->path == read->path && again->segments == read->segments, "and is the same path");
    require(again->query == read->query, "with the same query");
}

} // namespace nscl::fuzz
