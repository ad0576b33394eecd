#pragma once

#include "core/entities/model/entity.hpp"

#include <string_view>
#include <vector>

namespace nscl::audit {

/// The journal's columns as fields, so that its filters and cursors are read and described as those of any list. No entity of the
/// model: the journal's table has no versions, nobody writes it by the store, and rows have no rights of their own.
const entities::entity& journal_fields();

/// The operators that a filter of one of them takes: a row's plugin is stored with its version, of which a filter says nothing.
std::vector<std::string_view> journal_operators(const entities::field& of);

} // namespace nscl::audit
