#pragma once

#include "core/http/response.hpp"
#include "core/messages/catalogue.hpp"

namespace nscl::http {

/// The only mapping from an error to a status and body (RFC 9457 application/problem+json).
class problem_writer {
public:
    /// `catalogue` outlives the writer.
    explicit problem_writer(const messages::catalogue& catalogue) : catalogue_(catalogue) {}

    /// The answer to a refusal, in the language that the request asks for.
    response from(const messages::refusal& refused, const request& asked) const;

    /// The answer to an exception: outages 503, everything else 500; the text is logged, never shown.
    response from(const std::exception& thrown, const request& asked) const;

    static unsigned status(messages::reason why);

private:
    const messages::catalogue& catalogue_;
};

} // namespace nscl::http
