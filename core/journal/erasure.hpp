#pragma once

#include "core/database/database.hpp"
#include "core/messages/refusal.hpp"
#include "core/platform/clock.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::journal {

/// The rows of a record's history whose values are there.
std::vector<std::int64_t> rows_with_values(database::reader& from, std::string_view entity, std::int64_t record);

/// Erases user_name, origin, changes and salt of these rows, as privacy law may ask; that the rows were there, when, and what they were about stays
/// proved. Each erasure is a journal row too, with the reason: it tells a lawful one from a row that somebody emptied. Refuses all when one
/// does not exist, is not sealed yet or was erased before, or when the reason is no text of 1 to 500 characters.
messages::outcome<> erase(database::transaction& in, const std::vector<std::int64_t>& rows, const std::string& reason,
                          platform::instant now);

/// True when the journal says that the row was erased; `number` is the row's place in the chain.
bool erasure_is_told(database::reader& from, std::int64_t row, std::int64_t number);

} // namespace nscl::journal
