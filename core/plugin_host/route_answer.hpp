#pragma once

#include "core/http/response.hpp"

#include <cstdint>
#include <functional>
#include <memory>

namespace nscl::plugin_host {

/// What a route callback has answered so far.
struct route_answer {
    http::response response;
    bool given = false;
    /// Makes the body of a streamed answer: callback and state as the plugin names them.
    std::function<std::shared_ptr<http::body_stream>(std::uint32_t number, std::uint64_t state)> open_stream;
};

} // namespace nscl::plugin_host
