#pragma once

#include "core/http/refusal_counts.hpp"
#include "core/http/response.hpp"
#include "core/messages/catalogue.hpp"

#include <exception>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace nscl::http {

/// What is wrong with a request before any route is asked, where no messages::reason says it.
enum class protocol_fault {
    malformed,            ///< 400
    bad_host,             ///< 400
    tls_missing,          ///< 400
    no_such_path,         ///< 404
    no_such_verb,         ///< 405
    arrived_too_slowly,   ///< 408
    body_too_large,       ///< 413
    target_too_long,      ///< 414
    unknown_expectation,  ///< 417
    header_too_large,     ///< 431
    too_many_lines,       ///< 431: of the header
    unknown_method,       ///< 501
    unknown_coding,       ///< 501
    queue_full,           ///< 503
    body_memory_full,     ///< 503
    body_disk_full,       ///< 503
    body_not_stored,      ///< 503
    too_many_connections, ///< 503
    took_too_long,        ///< 503
    stopping,             ///< 503
    unknown_version,      ///< 505
};

/// What ends a connection without an answer, as it is counted (problem_writer::limits).
constexpr std::string_view ended_idle = "idle_timeout"; ///< no request came within limits.idle
constexpr std::string_view ended_in_handshake =
    "handshake_timeout"; ///< a TLS handshake did not end within limits.header_read
constexpr std::string_view ended_unread =
    "answer_timeout"; ///< the answer was not taken, or not found, within limits.request

/// Says which refusal an exception amounts to; nothing when it does not know the exception.
using outage_reader = std::function<std::optional<messages::refusal>(const std::exception&)>;

/// Shows a visitor what is wrong, in two texts, on a page. Called from any thread.
using problem_page_writer =
    std::function<response(unsigned status, std::string_view title, std::string_view detail, messages::language)>;

/// The only mapping from an error to a status and body: RFC 9457 application/problem+json, or a page for a visitor. Thread-safe once what it needs is added.
class problem_writer {
public:
    /// `catalogue` outlives the writer.
    explicit problem_writer(const messages::catalogue& catalogue);

    /// Adds a reader of exceptions, asked in the order added: this is how a room above makes its outages known. Before start only.
    void recognise(outage_reader reader) { readers_.push_back(std::move(reader)); }

    /// Who follows a link to somewhere outside /api/ and gets nowhere sees a page instead of JSON: a browser that opens an address says
    /// that it takes text/html, programs do not. Before start only.
    void show_pages_by(problem_page_writer writer) { page_ = std::move(writer); }

    /// The answer to a refusal, in the language that the request asks for.
    response from(const messages::refusal& refused, const request& asked) const;

    /// The answer to an exception: recognised outages as their readers say, std::system_error and std::bad_alloc 503, everything else
    /// 500; the text is logged, never shown.
    response from(const std::exception& thrown, const request& asked) const;

    /// The same for something thrown that is no std::exception: 500.
    response from_unknown_exception(const request& asked) const;

    /// The answer to a request that cannot reach a route. `parameters` fill the fault's text.
    response from(protocol_fault fault, const request& asked, messages::parameters parameters = {}) const;

    static unsigned status(messages::reason why);

    /// Limits that were crossed: every answer 408, 413, 414, 429, 431 and 503, and 400 `too_deep`, by its code, and what ends without one.
    refusal_counts& limits() const { return limits_; }

private:
    response write(unsigned status, const messages::refusal& refused, const request& asked) const;
    response json_of(unsigned status, const messages::refusal& refused, const request& asked,
                     messages::language language) const;
    response page_of(unsigned status, const messages::refusal& refused, messages::language language) const;

    const messages::catalogue& catalogue_;
    std::vector<outage_reader> readers_;
    problem_page_writer page_; ///< none: everything is JSON
    mutable refusal_counts limits_;
};

} // namespace nscl::http
