#pragma once

#include "core/http/request.hpp"
#include "core/messages/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// Refuses (400) a query parameter that is none of these, and one that is given twice.
messages::outcome<> only_known_parameters(const request& asked, const std::vector<std::string>& known);

/// The Link header (RFC 8288) to the page behind `cursor` of the list that was asked for.
std::string next_link(const request& asked, std::string_view cursor);

/// Ends a page of a list, {"data":[..., with `next`, the cursor of the page behind it ("": none), and how many there are, where that was asked.
void end_page(std::string& out, std::string_view next, std::optional<std::int64_t> count = {});

} // namespace nscl::http
