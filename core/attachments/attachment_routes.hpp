#pragma once

#include "core/entities/entity_routes.hpp"
#include "core/http/router.hpp"

#include <vector>

namespace nscl::attachments {

/// Upload and download:
///   POST /api/v1/core/actions/attachments?name=minutes.pdf        the file as body; 201 and its core.attachment record
///   GET  /api/v1/core/actions/attachments/{id}                    the uploader's own
///   GET  /api/v1/<plugin>/<entities>/{id}/attachments/{field}     whoever may read the record and the field
/// Uploaded first, then named by a record's attachment field. Everything in `context` but the store outlives the routes.
std::vector<http::route> attachment_routes(const entities::route_context& context, std::size_t upload_limit);

} // namespace nscl::attachments
