#include "core/metrics/metrics_route.hpp"

#include <utility>

namespace nscl::metrics {

http::route metrics_route(http::network_list allowed, const http::problem_writer& problems,
                          std::function<std::string()> text)
{
    http::route made;
    made.pattern = "/metrics";
    made.owner = "core";
    made.runs_on = http::placement::io_thread;
    made.handler = [allowed = std::move(allowed), &problems, text = std::move(text)](const http::request& asked) {
        if (!allowed.contains(asked.peer)) return problems.from(http::protocol_fault::no_such_path, asked);
        http::response answer;
        answer.body = text();
        answer.with("Content-Type", "text/plain; version=0.0.4; charset=utf-8").with("Cache-Control", "no-store");
        return answer;
    };
    return made;
}

} // namespace nscl::metrics
