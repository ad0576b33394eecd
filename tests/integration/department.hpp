#pragma once

#include "tests/integration/administrator.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace nscl::tests {

/// Changes a record, whatever its version; throws std::runtime_error with the answer when that is refused.
void patch(api_user& by, const std::string& path, const boost::json::value& changes);

/// Everybody whom an application meets on its way to the leader's desk.
struct department {
    department(api_user& admin, const server_process& server, std::int64_t organization);

    colleague officer;
    colleague finance;
    colleague leader;
    colleague applicant; ///< of that organization
    std::vector<colleague> council;
};

/// Half of what an application says it costs is granted from now on. Throws std::runtime_error when that is refused.
void support_half(department& at);

/// The path of an application for this content that waits for its approval on this line. Throws std::runtime_error when a step
/// is refused.
std::string appraised(department& at, std::int64_t organization, const boost::json::value& content, std::int64_t line,
                      std::int64_t requested_vnd);

/// Approves it.
answer approve(api_user& leader, const std::string& path, const std::string& decision_no);

} // namespace nscl::tests
