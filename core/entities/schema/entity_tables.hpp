#pragma once

#include "core/database/table_model.hpp"
#include "core/entities/model/entity.hpp"

#include <vector>

namespace nscl::entities {

/// Tables of an entity: its own (id, version, created_at, updated_at, fields, hidden keys and claims) and its link tables.
std::vector<database::table_model> tables_of(const entity& declared);

} // namespace nscl::entities
