#include "core/http/header_field.hpp"
#include "core/platform/ascii.hpp"
#include "core/plugin_host/host_functions.hpp"
#include "core/plugin_host/plugin_stream.hpp"
#include "core/plugin_host/serve.hpp"

#include <algorithm>
#include <array>

/// The table of nscl.http/1: the request behind a route, and its answer.
namespace nscl::plugin_host {

namespace {

/// Fields that the server writes itself.
bool is_servers_own(std::string_view name)
{
    static constexpr std::array<std::string_view, 11> names{
        "connection", "content-length",    "content-type", "date",        "keep-alive", "server", "set-cookie",
        "te",         "transfer-encoding", "upgrade",      "x-request-id"};
    return std::find(names.begin(), names.end(), platform::to_lower(name)) != names.end();
}

/// Runs `body(call_context&, const http::request&)` where there is a request.
template <class Body>
std::int32_t with_request(void* host, nscl_handle context, nscl_error* error, const void* place, Body body)
{
    return serve(
        host, context, error,
        [&](call_context& at) -> call_status {
            if (!place) return call_status::misuse("a place for the value is needed");
            if (!at.about().request) return call_status::misuse("there is no request behind this callback");
            return body(*at.about().request);
        },
        waiting::never);
}

/// The first pair of a name.
call_status first_of(const std::vector<http::pair>& pairs, std::string_view name, std::string_view kind,
                     nscl_text& value)
{
    const auto found =
        std::find_if(pairs.begin(), pairs.end(), [&](const http::pair& each) { return each.first == name; });
    if (found == pairs.end())
        return call_status::not_found("not_found", "there is no " + std::string{kind} + " " + std::string{name});
    value = borrow(found->second);
    return {};
}

std::int32_t path_parameter(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error)
{
    return with_request(host, context, error, value, [&](const http::request& asked) {
        return first_of(asked.path_parameters, view(name).value_or(""), "path parameter", *value);
    });
}

std::int32_t query_parameter(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error)
{
    return with_request(host, context, error, value, [&](const http::request& asked) {
        return first_of(asked.query, view(name).value_or(""), "query parameter", *value);
    });
}

std::int32_t header(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error)
{
    return with_request(host, context, error, value, [&](const http::request& asked) {
        const auto wanted = platform::to_lower(view(name).value_or(""));
        // Who is logged in is the server's business; a plugin asks has_role and user.
        if (wanted == "cookie" || wanted == "authorization")
            return call_status::not_found("not_found", "credentials are not shown");
        return first_of(asked.headers, wanted, "header", *value);
    });
}

std::int32_t body(void* host, nscl_handle context, nscl_text* value, nscl_error* error)
{
    return with_request(host, context, error, value, [&](const http::request& asked) -> call_status {
        *value = borrow(asked.body.view());
        return {};
    });
}

std::int32_t language(void* host, nscl_handle context, nscl_text* value, nscl_error* error)
{
    return serve(
        host, context, error,
        [&](call_context& at) -> call_status {
            if (!value) return call_status::misuse("a place for the value is needed");
            *value = borrow(messages::tag(at.about().language));
            return {};
        },
        waiting::never);
}

/// Where the answer goes, when one may still be given.
called<route_answer*> open_answer(const call_context& context)
{
    auto* answer = context.about().answer;
    if (!answer) return call_status::misuse("this callback answers no request");
    if (answer->given) return call_status::misuse("the request is answered already");
    return answer;
}

std::int32_t set_header(void* host, nscl_handle context, nscl_text name, nscl_text value, nscl_error* error)
{
    return serve(
        host, context, error,
        [&](call_context& at) -> call_status {
            const auto target = open_answer(at);
            if (target.has_error()) return target.error();
            const auto field = view(name);
            const auto text = view(value);
            if (!field || !text || !http::is_token(*field) || !http::is_field_value(*text))
                return call_status::misuse("the header is malformed");
            if (is_servers_own(*field))
                return call_status::misuse("the header " + std::string{*field} + " is the server's own");
            (*target)->response.with(std::string{*field}, std::string{*text});
            return {};
        },
        waiting::never);
}

/// Status and content type of an answer; a body needs a type, and 204 and 304 have none.
std::optional<call_status> begin(http::response& made, std::uint32_t status, nscl_text content_type, bool has_body)
{
    const auto type = view(content_type);
    if (status < 200 || status > 599) return call_status::misuse("an answer's status lies between 200 and 599");
    if (!type || !http::is_field_value(*type) || (has_body && type->empty()))
        return call_status::misuse("the content type is missing or malformed");
    if (has_body && (status == 204 || status == 304))
        return call_status::misuse("an answer of this status has no body");
    made.status = status;
    if (!type->empty()) made.with("Content-Type", std::string{*type});
    return std::nullopt;
}

std::int32_t respond(void* host, nscl_handle context, std::uint32_t status, nscl_text content_type, nscl_text body_text,
                     nscl_error* error)
{
    return serve(
        host, context, error,
        [&](call_context& at) -> call_status {
            const auto target = open_answer(at);
            if (target.has_error()) return target.error();
            const auto text = view(body_text);
            if (!text) return call_status::misuse("the body has a length but no address");
            auto& made = (*target)->response;
            if (auto wrong = begin(made, status, content_type, !text->empty())) return std::move(*wrong);
            made.body = *text;
            (*target)->given = true;
            return {};
        },
        waiting::never);
}

std::int32_t respond_stream(void* host, nscl_handle context, std::uint32_t status, nscl_text content_type,
                            std::uint32_t number, std::uint64_t state, nscl_error* error)
{
    return serve(host, context, error, [&](call_context& at) -> call_status {
        const auto target = open_answer(at);
        if (target.has_error()) return target.error();
        if (!(*target)->open_stream) return call_status::misuse("this callback cannot answer with a stream");
        auto& made = (*target)->response;
        if (auto wrong = begin(made, status, content_type, true)) return std::move(*wrong);
        made.stream = (*target)->open_stream(number, state);
        (*target)->given = true;
        return {};
    });
}

} // namespace

const nscl_http_v1& http_functions()
{
    static constexpr nscl_http_v1 table{
        .size = sizeof(nscl_http_v1),
        .reserved = 0,
        .path_parameter = path_parameter,
        .query_parameter = query_parameter,
        .header = header,
        .body = body,
        .language = language,
        .set_header = set_header,
        .respond = respond,
        .respond_stream = respond_stream,
    };
    return table;
}

} // namespace nscl::plugin_host
