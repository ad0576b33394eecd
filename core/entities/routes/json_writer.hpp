#pragma once

#include "core/entities/model/access.hpp"
#include "core/entities/reading/labels.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// Appends a record as the API answers it: id, version, times, and the fields the caller may read; `wanted` empty: all.
/// No closing brace, so that members can follow.
void write_record(std::string& out, const entity& of, const access& rights, const caller& who, const record& written,
                  const labels& names, const std::vector<std::size_t>& wanted);

} // namespace nscl::entities
