#pragma once

#include "core/http/request.hpp"
#include "core/http/response.hpp"

namespace nscl::http {

/// Compresses the body of an answer by gzip where that is worth it and the request takes it: texts of 1 KiB and more, and streamed ones. Writes
/// Content-Encoding, Vary (also when another request would get it compressed) and an ETag of its own. Left alone are bodies that the handler
/// has coded itself, and those with Cache-Control: no-transform.
///
/// Secrets beside text that others choose give themselves away by the length of what they compress to (BREACH), so answers that carry a
/// secret say no-transform. On workers only. Throws std::bad_alloc.
void encode(const request& asked, response& answer);

} // namespace nscl::http
