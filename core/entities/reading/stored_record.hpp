#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/entity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// The value in a field's column.
field_value value_in(const database::row& from, std::size_t column, const field& of);
/// What entity::record_columns selected.
record read_record(const entity& of, const database::row& from);
/// Fills in the multi-references of records read by read_record.
void load_links(database::reader& from, const entity& of, std::vector<record>& records);

enum class row_lock { none, until_commit };

/// The record if it is there and inside `scope`.
std::optional<record> fetch(database::reader& from, const entity& of, record_id id, const condition& scope,
                            row_lock lock);

/// Is there such a record, as stored now, inside `scope`?
bool exists(database::reader& from, const entity& of, record_id id, const condition& scope);

/// Is the record, which is known to exist, inside `scope`?
bool lies_within(database::reader& from, const entity& of, record_id id, const condition& scope);

} // namespace nscl::entities
