#pragma once

#include "core/entities/model/entity.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// The deepest that changes made by hooks may nest.
constexpr unsigned most_depth = 8;

/// Fills a new record's defaults, initial state and numbers ("HS-2026-00012": {year} is the local year, {5} a
/// gapless sequence of the year).
void fill_new(database::transaction& in, const entity& of, record& draft, std::string_view local_date);

/// Every rule that the declaration states about the draft as a whole: required (also by state), limits of the fields, comparisons,
/// declared checks. Reports to change.problems.
void apply_rules(change& of);

/// Reports `required` for each of `fields` that has no value.
void require(const entity& of, const record& draft, const std::vector<std::size_t>& fields,
             std::vector<messages::field_error>& problems);

} // namespace nscl::entities
