#pragma once

#include "tests/integration/scenario/variables.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace nscl::tests {

struct request_text {
    std::string content_type; ///< "": the step's own headers say
    std::string text;
};

/// A text, or a list of pieces one after the other: texts, {"repeat": text, "times": n}, {"hex": digits}.
std::string fill_pieces(const boost::json::value& pieces, const variables& known);

/// The body that {"json": ...}, {"csv": [lines]}, {"body": text or pieces} or {"file": path under tests/data} describes; empty
/// for null. Throws std::runtime_error for a file that is not there or a piece that makes no sense.
request_text fill_body(const boost::json::value& described, const variables& known);

} // namespace nscl::tests
