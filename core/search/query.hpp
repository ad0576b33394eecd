#pragma once

#include "core/database/condition.hpp"
#include "core/database/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::search {

/// What `q` asks for: each typed word begins a word of the record, in any order, without regard to accents and case. A blank query holds for
/// every record, one of signs alone for none. Of more than ten words the longest ten count.
///
/// Two conditions find the same. One lists the records of the words: where one occurs seldom of this alone, and those are asked for the
/// others. How often each occurs is counted, to a limit, when this is made. The other condition asks each record for every word. A page of
/// matches in the order of their ids needs neither: `matches` finds it without a list of all that a frequent word has.
class query {
public:
    query(database::reader& from, std::string_view text, std::int64_t entity_number);
    /// As if `rarest` of words() had been counted; without one all are frequent.
    query(std::string_view text, std::int64_t entity_number, std::optional<std::size_t> rarest);

    /// The way by lists, of the rarest word's records alone where there is one. `id_expression` is SQL for the record's id ("t.\"id\"").
    database::condition condition(std::string_view id_expression) const;
    /// The way that asks each record: for few of them.
    database::condition asking_each(std::string_view id_expression) const;

    /// Those that decide: without those that another one begins with, the longest first.
    const std::vector<std::string>& words() const { return words_; }
    /// Of words(), the one with the fewest occurrences, where they are few.
    std::optional<std::size_t> rarest() const { return rarest_; }
    std::int64_t entity_number() const { return entity_number_; }

private:
    bool blank_;
    std::int64_t entity_number_;
    std::vector<std::string> words_;
    std::optional<std::size_t> rarest_;
};

} // namespace nscl::search
