#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/entity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// SQL for columns of a record and the way back. `t` is the table's alias.
std::string record_columns(const entity& of);
std::vector<database::column> record_column_types(const entity& of);
/// How a field's column is read, and the value in it; no multi-reference, which has none.
database::column column_type(const field& of);
field_value value_in(const database::row& from, std::size_t column, const field& of);
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
