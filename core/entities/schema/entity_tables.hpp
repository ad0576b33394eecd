#pragma once

#include "core/database/table_model.hpp"
#include "core/entities/model/entity.hpp"

#include <string_view>
#include <vector>

namespace nscl::entities {

/// Tables of an entity: its own (id, version, created_at, updated_at, fields, hidden keys and claims) and its link tables.
std::vector<database::table_model> tables_of(const entity& declared);

/// Whether an index of this name keeps values of the entity's records apart, in this version or in another.
bool is_unique_index(std::string_view name, const entity& of);

} // namespace nscl::entities
