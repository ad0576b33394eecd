#pragma once

#include "core/database/table_model.hpp"

#include <string>
#include <string_view>

namespace nscl::entities {

/// A table model as JSON, as core_schema_table keeps it.
std::string to_snapshot(const database::table_model& table);

/// The way back. Throws std::runtime_error when the text was not made by to_snapshot.
database::table_model from_snapshot(std::string_view snapshot);

} // namespace nscl::entities
