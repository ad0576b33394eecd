#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::messages {

/// Why a request is refused. http/problem.cpp is the only place that turns one into a status.
enum class reason {
    unreadable,             ///< malformed syntax, unknown member, parameter, filter or operator
    unauthenticated,        ///< nobody is logged in, or the credentials do not hold
    forbidden,              ///< the caller's grants do not cover it
    not_found,              ///< no such thing, or not the caller's to know of
    not_acceptable,         ///< no answer in a form that the caller accepts
    conflict,               ///< a unique value, a claim, an illegal transition
    stale,                  ///< the record has another version by now
    too_large,              ///< a size limit
    unsupported_media_type, ///< the body's content type is not what the route reads
    invalid,                ///< readable, but values break rules; `errors` names each field
    precondition_required,  ///< If-Match is missing
    too_many_requests,      ///< a rate limit; `retry_after` says how long
    unavailable,            ///< not now: queue full, pool exhausted, database away; `retry_after` says how long
};

/// Named values for a message's template, such as {"limit", "200"}.
using parameters = std::vector<std::pair<std::string, std::string>>;

/// One broken rule of one field. `pointer` is a JSON pointer into the body ("/tax_code"; "" is the whole).
struct field_error {
    std::string pointer;
    std::string code;
    messages::parameters parameters;
};

/// The JSON pointer of a body's member, whatever its name holds (RFC 6901, 3): "/tax_code".
std::string pointer_to(std::string_view member);

/// Bad input, as a value: what is wrong in words that a catalogue renders in the caller's language. Outages
/// are exceptions instead.
struct refusal {
    reason why = reason::invalid;
    std::string code{}; ///< stable, snake_case
    messages::parameters parameters{};
    std::vector<field_error> errors{};
    int retry_after = 0;        ///< seconds; too_many_requests and unavailable
    std::string current_etag{}; ///< stale: what the caller may compare with
};

/// A refusal of few words.
inline refusal refuse(reason why, std::string code, parameters values = {})
{
    return {.why = why, .code = std::move(code), .parameters = std::move(values)};
}

/// A value, or the reason why there is none. `outcome<>` is success without a value.
template <class T = void>
using outcome = boost::system::result<T, refusal>;

/// Called by outcome::value() when there is none: a programming error, so an exception.
[[noreturn]] void throw_exception_from_error(const refusal& refused, const boost::source_location& where);

} // namespace nscl::messages
