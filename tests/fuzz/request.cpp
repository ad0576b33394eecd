#include "core/http/header_field.hpp"
#include "core/http/message_parser.hpp"
#include "core/platform/ascii.hpp"
#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <set>

namespace nscl::fuzz {
namespace {

using http::framing;
using http::message_parser;
using http::request;

constexpr std::size_t header_limit = 512;
constexpr std::size_t body_limit = 512;

/// What became of the bytes of one connection.
struct outcome {
    bool fault = false;
    bool complete = false;
    request asked;
    framing around;
};

/// As a session reads: what the parser leaves is offered again with what follows.
outcome read_in_pieces(std::string_view bytes, std::size_t piece)
{
    message_parser parser{header_limit};
    outcome result;
    std::string waiting;
    bool header = false;
    while (true) {
        const auto used = parser.feed(waiting);
        require(used <= waiting.size(), "the parser uses no more than it was given");
        waiting.erase(0, used);
        if (!parser.fault() && parser.has_header() && !header) {
            header = true;
            result.fault = parser.read_header(result.asked, result.around).has_value();
            if (result.fault) return result;
            parser.read_body(result.asked.body, body_limit);
            if (!parser.fault()) continue;
        }
        result.fault = parser.fault().has_value();
        result.complete = !result.fault && parser.is_complete();
        require(result.asked.body.size() <= body_limit, "a body keeps its limit");
        if (result.fault || result.complete || bytes.empty()) return result;
        waiting += bytes.substr(0, piece);
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
}

bool same(const request& left, const request& right)
{
    return left.verb == right.verb && left.target == right.target && left.headers == right.headers &&
           left.body.view() == right.body.view();
}

void check_headers(const request& asked, const framing& around)
{
    std::set<std::string> names;
    for (const auto& [name, value] : asked.headers) {
        require(http::is_token(name) && name == platform::to_lower(name), "header names are tokens in lower case");
        require(http::is_field_value(value), "header values hold no controls");
        require(names.insert(name).second, "a header's lines are joined");
    }
    require(around.is_http_1_0 || !asked.header("host").empty(), "HTTP/1.1 names its host");
    require(asked.header("host").find_first_of(", \t/@") == std::string_view::npos, "a request names one host");
    require(!names.contains("content-length") || !names.contains("transfer-encoding"),
            "a body's end is said in one way");
    require(!asked.target.empty() && asked.target.find(' ') == std::string::npos, "a target is one word");
}

/// The request as another client would send it: the body's length is given, whatever said it before.
std::string written(request& asked, const framing& around)
{
    std::erase_if(asked.headers, [](const auto& each) { return each.first == "transfer-encoding"; });
    if (asked.header("content-length").empty() && !asked.body.empty())
        asked.headers.emplace_back("content-length", std::to_string(asked.body.size()));
    std::string text{http::name(asked.verb)};
    text.append(" ").append(asked.target).append(around.is_http_1_0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    for (const auto& [name, value] : asked.headers) text.append(name).append(": ").append(value).append("\r\n");
    return text.append("\r\n").append(asked.body.view());
}

} // namespace

/// The bytes of a connection, up to the end of the first request.
void check_request(std::string_view input)
{
    auto whole = read_in_pieces(input, input.size());
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}}) {
        const auto parts = read_in_pieces(input, piece);
        require(parts.complete == whole.complete, "whether bytes are a request does not depend on how they arrive");
        if (whole.complete) require(same(parts.asked, whole.asked), "what it says does not depend on it either");
    }
    if (!whole.complete) return;
    check_headers(whole.asked, whole.around);

    const auto text = written(whole.asked, whole.around);
    if (text.find("\r\n\r\n") + 4 > header_limit) return; // joined lines may be longer than they were
    const auto again = read_in_pieces(text, text.size());
    require(again.complete, "what was accepted is accepted when it is written anew");
    require(same(again.asked, whole.asked), "and says the same");
    require(again.around.keep_alive == whole.around.keep_alive, "about the connection too");
}

} // namespace nscl::fuzz
