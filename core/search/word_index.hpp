#pragma once

#include "core/database/database.hpp"
#include "core/database/table_model.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Finding records by the beginnings of words, the same on every database.
namespace nscl::search {

/// The table of words, for the schema applier.
std::vector<database::table_model> tables();

/// Which folded words (text::words) stand in which record. Holds nothing; every function throws database::error on an outage.
class word_index {
public:
    /// Stores the words, each once, of a record that has none yet.
    void add(database::transaction& in, std::int64_t entity_number, std::int64_t record,
             std::span<const std::string> words) const;

    /// Makes `words` those of the record; what is already stored stays untouched.
    void replace(database::transaction& in, std::int64_t entity_number, std::int64_t record,
                 const std::vector<std::string>& words) const;

    /// Forgets the record.
    void remove(database::transaction& in, std::int64_t entity_number, std::int64_t record) const;
};

} // namespace nscl::search
