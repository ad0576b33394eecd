#pragma once

#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <string>
#include <vector>

namespace nscl::http {

/// Refuses (400) a query parameter that is none of these, and one that is given twice.
messages::outcome<> only_known_parameters(const request& asked, const std::vector<std::string>& known);

} // namespace nscl::http
