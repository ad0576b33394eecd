#pragma once

#include "core/http/dispatcher.hpp"
#include "core/http/message_parser.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <vector>

namespace nscl::http {

/// One request and its answer, while they travel between a session and a worker. Whoever works on it owns it: between handing it over and
/// the worker's word that it is done, a session only sets `abandoned`, and reads `chosen` and, but for its body, `asked`, which nobody changes any more.
struct exchange {
    request asked;
    http::framing framing;
    dispatch chosen;
    response answer;
    std::vector<char> piece;            ///< of a streamed body
    body_share piece_memory;            ///< that it takes of limits.body_memory
    std::size_t piece_size = 0;         ///< 0: the end
    bool stream_failed = false;         ///< and `answer` says why
    std::atomic<bool> abandoned{false}; ///< nobody waits for the answer any more: work not begun is not begun
    std::chrono::steady_clock::time_point began;
};

} // namespace nscl::http
