#include "tests/integration/scenario/expectation.hpp"

#include "tests/integration/scenario/json_match.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>

namespace nscl::tests {

namespace json = boost::json;

namespace {

std::string quoted(std::string_view text)
{
    return "\"" + std::string{text} + "\"";
}

std::string lower_case(std::string_view text)
{
    std::string lower{text};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool is_there(const answer& got, const std::string& name)
{
    for (const auto& header : got.headers)
        if (header.first == name) return true;
    return false;
}

std::string unmet_headers(const json::object& expected, const answer& got)
{
    for (const auto& [name, pattern] : expected) {
        const std::string header = lower_case(std::string_view{name});
        const bool present = is_there(got, header);
        if (pattern == "$absent") {
            if (present) return "header " + header + " is there: " + std::string{got.header(header)};
            continue;
        }
        if (!present) return "header " + header + " is missing";
        if (auto wrong = mismatch(pattern, json::string{got.header(header)}, "header " + header); !wrong.empty())
            return wrong;
    }
    return {};
}

std::string unmet_text(const json::object& expect, const answer& got)
{
    if (const auto* whole = expect.if_contains("body");
        whole != nullptr && std::string_view{whole->as_string()} != got.body)
        return "the body is not " + quoted(std::string_view{whole->as_string()});
    if (const auto* parts = expect.if_contains("contains"))
        for (const auto& part : parts->as_array())
            if (got.body.find(std::string_view{part.as_string()}) == std::string::npos)
                return "the body lacks " + quoted(std::string_view{part.as_string()});
    if (const auto* parts = expect.if_contains("absent"))
        for (const auto& part : parts->as_array())
            if (got.body.find(std::string_view{part.as_string()}) != std::string::npos)
                return "the body has " + quoted(std::string_view{part.as_string()});
    return {};
}

std::string unmet_json(const json::object& expect, const answer& got)
{
    const auto* pattern = expect.if_contains("json");
    if (pattern == nullptr) return {};
    boost::system::error_code failed;
    const auto actual = json::parse(got.body, failed);
    return failed ? "the body is not JSON" : mismatch(*pattern, actual);
}

/// An error is an RFC 9457 document, with a code and the status that the answer has.
std::string broken_problem(const answer& got)
{
    if (got.header("content-type") != "application/problem+json") return "an error without application/problem+json";
    boost::system::error_code failed;
    const auto document = json::parse(got.body, failed);
    if (failed) return "an error that is not JSON";
    const json::object pattern{{"type", "$text"}, {"title", "$text"}, {"status", got.status}, {"code", "$text"}};
    return mismatch(json::value_from(pattern), document);
}

/// Whether the step asks as a browser does that opens an address, and no program.
bool is_visit(const sent_request& asked)
{
    return std::ranges::any_of(asked.headers, [](const auto& each) {
        return each.first == "Accept" && each.second.find("text/html") != std::string::npos;
    });
}

} // namespace

std::string unmet_expectation(const json::object& expect, const answer& got)
{
    const std::int64_t status = got.status;
    if (auto wrong = mismatch(expect.at("status"), json::value(status), "status"); !wrong.empty()) return wrong;
    if (const auto* headers = expect.if_contains("headers"))
        if (auto wrong = unmet_headers(headers->as_object(), got); !wrong.empty()) return wrong;
    if (auto wrong = unmet_text(expect, got); !wrong.empty()) return wrong;
    return unmet_json(expect, got);
}

std::string broken_rule_of_every_answer(const sent_request& asked, const answer& got)
{
    if (got.header("x-request-id").empty()) return "an answer without X-Request-Id";
    if (got.status == 405 && got.header("allow").empty()) return "405 without Allow";
    if ((got.status == 429 || got.status == 503) && got.header("retry-after").empty()) return "no Retry-After";
    const bool has_body = asked.verb != "HEAD" && !got.body.empty();
    return got.status >= 400 && has_body && !is_visit(asked) ? broken_problem(got) : std::string{};
}

} // namespace nscl::tests
