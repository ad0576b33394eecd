#include "core/http/problem.hpp"

#include "core/log/log.hpp"
#include "core/platform/json_text.hpp"

#include <new>
#include <system_error>
#include <utility>

namespace nscl::http {

namespace {

using messages::reason;
using messages::refusal;

/// The code of a body with more levels than limits.json_depth.
constexpr std::string_view nested_too_deeply = "too_deep";

/// What callers are told to wait when nobody knows better.
constexpr int usual_retry_after = 5;

struct fault_row {
    unsigned status;
    std::string_view code;
};

fault_row row_of(protocol_fault fault)
{
    switch (fault) {
    case protocol_fault::malformed: return {400, "bad_request"};
    case protocol_fault::bad_host: return {400, "bad_host"};
    case protocol_fault::tls_missing: return {400, "tls_missing"};
    case protocol_fault::no_such_path: return {404, "not_found"};
    case protocol_fault::no_such_verb: return {405, "method_not_allowed"};
    case protocol_fault::arrived_too_slowly: return {408, "request_timeout"};
    case protocol_fault::body_too_large: return {413, "too_large"};
    case protocol_fault::target_too_long: return {414, "uri_too_long"};
    case protocol_fault::unknown_expectation: return {417, "expectation_failed"};
    case protocol_fault::header_too_large: return {431, "headers_too_large"};
    case protocol_fault::too_many_lines: return {431, "too_many_headers"};
    case protocol_fault::unknown_method: return {501, "method_not_implemented"};
    case protocol_fault::unknown_coding: return {501, "coding_not_implemented"};
    case protocol_fault::queue_full: return {503, "queue_full"};
    case protocol_fault::body_memory_full: return {503, "body_memory_full"};
    case protocol_fault::body_disk_full: return {503, "body_disk_full"};
    case protocol_fault::body_not_stored: return {503, "body_not_stored"};
    case protocol_fault::too_many_connections: return {503, "too_many_connections"};
    case protocol_fault::took_too_long: return {503, "deadline_exceeded"};
    case protocol_fault::stopping: return {503, "shutting_down"};
    case protocol_fault::unknown_version: return {505, "bad_http_version"};
    }
    return {500, "internal_error"};
}

/// The answers that say: this was more than the server takes.
constexpr bool is_a_limit(unsigned status, std::string_view code)
{
    if (code == nested_too_deeply) return true; // the one that HTTP has no status for
    return status == 408 || status == 413 || status == 414 || status == 429 || status == 431 || status == 503;
}

refusal plain(reason why, std::string_view code, int retry_after = 0)
{
    return {.why = why,
            .code = std::string{code},
            .parameters = {},
            .errors = {},
            .retry_after = retry_after,
            .current_etag = {}};
}

/// A path as a URI reference (RFC 3986, 3.3).
std::string encoded(std::string_view path)
{
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char c : path) {
        if (plain.find(c) != std::string_view::npos) {
            text += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        text += '%';
        text += digits[byte >> 4U];
        text += digits[byte & 0x0fU];
    }
    return text;
}

void append_member(std::string& out, std::string_view name, std::string_view value)
{
    if (out.back() != '{') out += ',';
    platform::write_json_string(out, name);
    out += ':';
    platform::write_json_string(out, value);
}

/// Whether somebody is about to look at the answer.
bool is_visit(const request& asked)
{
    return (asked.verb == verb::get || asked.verb == verb::head) && !asked.path.empty() &&
           !asked.path.starts_with("/api/") && asked.header("accept").find("text/html") != std::string_view::npos;
}

void log_failure(log::level severity, std::string_view event, const request& asked, std::string_view what)
{
    log::write(severity, event,
               {{"id", asked.id}, {"method", name(asked.verb)}, {"route", asked.route}, {"what", what}});
}

} // namespace

problem_writer::problem_writer(const messages::catalogue& catalogue) : catalogue_(catalogue)
{
    for (auto each = protocol_fault::malformed; each <= protocol_fault::unknown_version;
         each = static_cast<protocol_fault>(static_cast<int>(each) + 1)) {
        const auto [status, code] = row_of(each);
        if (is_a_limit(status, code)) limits_.know(code);
    }
    for (const auto other : {nested_too_deeply, ended_idle, ended_in_handshake, ended_unread}) limits_.know(other);
}

unsigned problem_writer::status(reason why)
{
    switch (why) {
    case reason::unreadable: return 400;
    case reason::unauthenticated: return 401;
    case reason::forbidden: return 403;
    case reason::not_found: return 404;
    case reason::not_acceptable: return 406;
    case reason::conflict: return 409;
    case reason::stale: return 412;
    case reason::too_large: return 413;
    case reason::unsupported_media_type: return 415;
    case reason::invalid: return 422;
    case reason::precondition_required: return 428;
    case reason::too_many_requests: return 429;
    case reason::unavailable: return 503;
    }
    return 500;
}

response problem_writer::page_of(unsigned status, const refusal& refused, messages::language language) const
{
    return page_(status, catalogue_.render("status_" + std::to_string(status), {}, language),
                 catalogue_.render(refused.code, refused.parameters, language), language);
}

response problem_writer::json_of(unsigned status, const refusal& refused, const request& asked,
                                 messages::language language) const
{
    std::string body = "{";
    append_member(body, "type", "urn:nscl:problem:" + refused.code);
    append_member(body, "title", catalogue_.render("status_" + std::to_string(status), {}, language));
    body += ",\"status\":" + std::to_string(status);
    append_member(body, "detail", catalogue_.render(refused.code, refused.parameters, language));
    if (!asked.path.empty()) append_member(body, "instance", encoded(asked.path));
    append_member(body, "code", refused.code);
    if (!refused.errors.empty()) {
        body += ",\"errors\":[";
        for (const auto& each : refused.errors) {
            if (body.back() != '[') body += ',';
            body += '{';
            append_member(body, "pointer", each.pointer);
            append_member(body, "code", each.code);
            append_member(body, "detail", catalogue_.render(each.code, each.parameters, language));
            body += '}';
        }
        body += ']';
    }
    body += '}';

    response answer;
    answer.status = status;
    answer.body = std::move(body);
    return answer.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store");
}

response problem_writer::write(unsigned status, const refusal& refused, const request& asked) const
{
    if (is_a_limit(status, refused.code)) limits_.add(refused.code);
    const auto language = messages::preferred(asked.header("accept-language"));
    response answer =
        page_ && is_visit(asked) ? page_of(status, refused, language) : json_of(status, refused, asked, language);
    answer.problem = refused.code;
    answer.with("Content-Language", std::string{messages::tag(language)});
    const int wait = refused.retry_after > 0 ? refused.retry_after : usual_retry_after;
    if (status == 503 || status == 429) answer.with("Retry-After", std::to_string(wait));
    if (status == 401) answer.with("WWW-Authenticate", "Bearer");
    if (!refused.current_etag.empty()) answer.with("ETag", refused.current_etag);
    return answer;
}

response problem_writer::from(const refusal& refused, const request& asked) const
{
    return write(status(refused.why), refused, asked);
}

response problem_writer::from(const std::exception& thrown, const request& asked) const
{
    for (const auto& reader : readers_) {
        if (auto outage = reader(thrown)) {
            log_failure(log::level::warning, "outage", asked, thrown.what());
            return from(*outage, asked);
        }
    }
    const bool outage = dynamic_cast<const std::system_error*>(&thrown) || dynamic_cast<const std::bad_alloc*>(&thrown);
    if (outage) {
        log_failure(log::level::warning, "outage", asked, thrown.what());
        return from(plain(reason::unavailable, "unavailable"), asked);
    }
    log_failure(log::level::error, "handler_failed", asked, thrown.what());
    return write(500, plain(reason::unavailable, "internal_error"), asked);
}

response problem_writer::from_unknown_exception(const request& asked) const
{
    log_failure(log::level::error, "handler_failed", asked, "something that is no std::exception");
    return write(500, plain(reason::unavailable, "internal_error"), asked);
}

response problem_writer::from(protocol_fault fault, const request& asked, messages::parameters parameters) const
{
    const auto [status, code] = row_of(fault);
    refusal refused = plain(reason::unreadable, code);
    if (fault == protocol_fault::queue_full && parameters.empty())
        parameters = {{"seconds", std::to_string(usual_retry_after)}};
    refused.parameters = std::move(parameters);
    return write(status, refused, asked);
}

} // namespace nscl::http
