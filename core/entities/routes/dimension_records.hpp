#pragma once

#include "core/entities/routes/entity_routes.hpp"

namespace nscl::entities {

/// GET /api/v1/core/dimensions/{name}/records: ids and names of the records that a grant may be bound to in this dimension, in the form of a
/// list with view=option, searched by `q`, paged, or those of filter[id][in]. For administrators, who choose by name what they bind a grant to,
/// and may read nothing else of these records.
http::route dimension_records_route(const route_context& context);

} // namespace nscl::entities
