#include "core/http/response_head.hpp"

#include "core/http/header_field.hpp"
#include "core/platform/ascii.hpp"
#include "core/platform/digits.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

namespace nscl::http {

using namespace std::string_view_literals;

namespace {

std::string_view phrase(unsigned status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "";
    }
}

bool is_of_session(std::string_view name)
{
    constexpr std::array<std::string_view, 6> names{"Content-Length", "Transfer-Encoding", "Connection",
                                                    "Date",           "X-Request-Id",      "Keep-Alive"};
    return std::ranges::any_of(names,
                               [name](std::string_view each) { return platform::equal_ignoring_case(each, name); });
}

/// RFC 9110, 5.6.7; made once a second per thread.
std::string_view date_now()
{
    thread_local std::time_t made_at = 0;
    thread_local std::array<char, 32> text{};
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        // The C locale's names: the program never sets another.
        std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made_at = now;
    }
    return text.data();
}

void append(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": "sv).append(value).append("\r\n"sv);
}

} // namespace

std::string response_head(const response& answer, const delivery& how)
{
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 "sv);
    platform::append_digits(head, answer.status, 3);
    head.append(" "sv);
    head.append(phrase(answer.status));
    head.append("\r\nDate: "sv);
    head.append(date_now());
    head.append("\r\n"sv);
    if (how.content_length) {
        head.append("Content-Length: "sv);
        platform::append_digits(head, static_cast<std::int64_t>(*how.content_length), 1);
        head.append("\r\n"sv);
    }
    if (how.chunked) head.append("Transfer-Encoding: chunked\r\n"sv);
    if (!how.keep_alive) head.append("Connection: close\r\n"sv);
    if (how.keep_alive && how.is_http_1_0) head.append("Connection: keep-alive\r\n"sv);
    for (const auto& [name, value] : answer.headers) {
        if (!is_of_session(name)) append(head, name, value);
    }
    append(head, "X-Request-Id"sv, how.request_id);
    if (!answer.header("X-Content-Type-Options")) head.append("X-Content-Type-Options: nosniff\r\n"sv);
    if (!answer.header("Referrer-Policy")) head.append("Referrer-Policy: same-origin\r\n"sv);
    if (how.path.starts_with("/api/") && !answer.header("Cache-Control")) head.append("Cache-Control: no-store\r\n"sv);
    head.append("\r\n"sv);
    return head;
}

void check_head(const response& answer)
{
    if (answer.status < 200 || answer.status > 599)
        throw std::invalid_argument("answer has the status " + std::to_string(answer.status));
    for (const auto& [name, value] : answer.headers) {
        if (!is_field_value(value) || !is_token(name))
            throw std::invalid_argument("answer has a malformed header field");
    }
}

} // namespace nscl::http
