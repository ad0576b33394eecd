#pragma once

#include "core/search/posting_list.hpp"
#include "core/search/query.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::search {

/// The records that meet a query, in the order of their ids, found without a look at all that have one of its words.
///
/// Words whose records come in order, or can be sorted quickly, have their lists read side by side. The one whose block goes furthest is of
/// the word that is rarest there, and leads; another is read so far unless that takes many times more records than the first has there:
/// those few are rather asked for the word. So are they for words without a list. When that has found little, longer lists are sorted.
class matches {
public:
    /// From behind the record `after` of the table or from the beginning. Uses the reader as long as it lives. The query has words.
    matches(database::reader& from, const query& asked, std::string_view table, id_order order,
            std::optional<std::int64_t> after);

    /// The next ones: not many more than `wanted`, and fewer at the end or when `most` records have been asked without more to show for it.
    std::vector<std::int64_t> next(std::size_t wanted, std::size_t most);
    /// How many records that may match were asked so far.
    std::size_t asked() const { return asked_; }

private:
    struct word_list {
        std::string word; ///< "" for all records
        posting_list records;
    };

    /// Lists the records of words that have had too many, when these are no more than `most`.
    void sort_lists(std::size_t most);
    /// Reads the next places that all lists have in common; false at the end.
    bool read_candidates();
    /// False when a list has ended.
    bool move_lists();
    /// So far is known which records the list that leads has.
    std::int64_t end_of_block() const;
    void leave_out_longer_lists(std::int64_t end);
    std::vector<std::int64_t> common(std::int64_t end) const;
    /// The places of the next few candidates that have all words.
    std::vector<std::int64_t> ask_group();
    /// Those that have the word, of no more than `group` places.
    std::vector<std::int64_t> having(const std::string& word, std::span<const std::int64_t> places,
                                     std::size_t group) const;

    database::reader& from_;
    std::int64_t entity_number_;
    id_order order_;
    std::int64_t place_; ///< what is before it has been read
    std::vector<word_list> lists_;
    std::vector<std::string> unsorted_;    ///< words that begin too many different ones
    std::vector<std::string> left_out_;    ///< words whose lists are too long beside another
    std::vector<std::int64_t> candidates_; ///< places
    std::size_t at_ = 0;                   ///< the first of them that has not been asked
    std::size_t asked_ = 0;                ///< all together
};

} // namespace nscl::search
