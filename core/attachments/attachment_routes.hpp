#pragma once

#include "core/entities/routes/entity_routes.hpp"
#include "core/http/router.hpp"

#include <cstddef>
#include <vector>

namespace nscl::attachments {

/// How much may be uploaded.
struct upload_limits {
    std::size_t file = 0;     ///< bytes of one file
    std::size_t unlinked = 0; ///< bytes of one user's files that no record holds yet
};

/// Upload and download:
///   POST /api/v1/core/actions/attachments?name=minutes.pdf        the file as body; 201 and its core.attachment record
///   GET  /api/v1/core/actions/attachments/{id}                    the uploader's own
///   GET  /api/v1/<plugin>/<entities>/{id}/attachments/{field}     whoever may read the record and the field
/// Uploaded first, then named by a record's attachment field. Everything in `context` but the store outlives the routes.
std::vector<http::route> attachment_routes(const entities::route_context& context, upload_limits limits);

} // namespace nscl::attachments
