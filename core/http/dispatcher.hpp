#pragma once

#include "core/http/problem.hpp"
#include "core/http/router.hpp"

#include <memory>
#include <optional>

namespace nscl::http {

/// What is to be done with a request, decided when its header is read.
struct dispatch {
    std::shared_ptr<const router> routes; ///< pins the generation that `route` belongs to
    const http::route* route = nullptr;   ///< null when `answer` is already known
    std::optional<response> answer;       ///< 400, 404, 405, 406, OPTIONS
};

/// Between session and handlers: finds the route, calls its handler, and is the one place where exceptions of handlers end. Thread-safe.
class dispatcher {
public:
    /// Both outlive the dispatcher.
    dispatcher(const routing_table& table, const problem_writer& problems) : table_(table), problems_(problems) {}

    /// Finds the route, writes its pattern and parameters into `asked`, and refuses what the route's own line rules out.
    dispatch choose(request& asked) const;

    /// Calls the route's handler, and on a worker compresses what it answers (content_coding.hpp). Whatever it throws or answers wrongly
    /// becomes a problem.
    response call(const http::route& route, const request& asked) const;

    const problem_writer& problems() const { return problems_; }

private:
    const routing_table& table_;
    const problem_writer& problems_;
};

} // namespace nscl::http
