#pragma once

#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <boost/json/object.hpp>

#include <cstddef>

namespace nscl::http {

/// Refuses a body that is not JSON: another content type (415; `application/json`, or `application/merge-patch+json` for PATCH), malformed
/// text, invalid UTF-8, nesting deeper than `depth`, duplicate members.
messages::outcome<> check_json_body(const request& asked, std::size_t depth);

/// The request's body as a JSON object; refuses what check_json_body() does, and anything that is not an object.
messages::outcome<boost::json::object> json_body(const request& asked, std::size_t depth);

} // namespace nscl::http
