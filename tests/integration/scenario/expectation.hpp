#pragma once

#include "tests/support/http_client.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace nscl::tests {

/// How the answer falls short of a step's `expect` (variables filled in), or "".
std::string unmet_expectation(const boost::json::object& expect, const answer& got);

/// How the answer breaks a rule that holds for every answer of the server, whatever was asked, or "".
std::string broken_rule_of_every_answer(const sent_request& asked, const answer& got);

} // namespace nscl::tests
