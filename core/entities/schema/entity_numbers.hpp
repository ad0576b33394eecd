#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/model.hpp"

#include <vector>

namespace nscl::entities {

/// The table core_entity: a small number for every entity that this database has ever known; the word table uses it.
std::vector<database::table_model> number_tables();

/// Gives every entity of the model its number; new ones get the next.
void number_entities(database::database& where, model& of);

} // namespace nscl::entities
