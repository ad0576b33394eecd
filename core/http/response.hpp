#pragma once

#include "core/http/request.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// A body that is pulled piece by piece on a worker; destroyed when the answer ends, however it ends.
class body_stream {
public:
    virtual ~body_stream() = default;
    /// Writes the next bytes and returns how many; 0 ends the body. Throws to break the connection off.
    virtual std::size_t next(std::span<char> buffer) = 0;
};

/// One answer. Content-Length, Date, Connection and X-Request-Id are the session's, and so are the security headers that the
/// handler leaves out (response_head.hpp).
struct response {
    unsigned status = 200;
    std::vector<pair> headers;
    std::string body;
    std::shared_ptr<body_stream> stream; ///< instead of `body`: sent chunked
    std::string user;                    ///< for the log: whom the handler took the caller for; "" for nobody
    std::string problem; ///< for the log: the code of an answer that is a problem (problem.hpp); "" of others

    /// Adds a header field. A value with a line break or another control character breaks the answer off (500).
    response& with(std::string name, std::string value);
    /// Replaces the first field of that name, or adds one.
    response& set(std::string_view name, std::string value);
    /// The first field of that name, whatever the case of its letters; null when there is none.
    const std::string* header(std::string_view name) const;
};

/// 200 unless said otherwise, application/json.
response json(std::string body, unsigned status = 200);

/// 204.
response no_content();

} // namespace nscl::http
