#pragma once

#include "core/database/condition.hpp"
#include "core/database/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::search {

/// Upwards or downwards. A record has a place in it, its id or the negative of that: places always grow.
class id_order {
public:
    explicit id_order(bool descending) : descending_(descending) {}

    bool descending() const { return descending_; }
    std::int64_t place_of(std::int64_t id) const { return descending_ ? -id : id; }
    std::int64_t id_at(std::int64_t place) const { return descending_ ? -place : place; }

private:
    bool descending_;
};

/// Places of records in order, each once: of all, or of those that have a word beginning with the typed one. Read in blocks that grow.
class posting_list {
public:
    /// Of all records of a table, from `first` on.
    static posting_list of_all(std::string_view table, id_order order, std::int64_t first);
    /// From `first` on. None when the typed word begins so many different words that their records come in no order.
    static std::optional<posting_list> in_order(database::reader& from, std::int64_t entity_number,
                                                const std::string& typed, id_order order, std::int64_t first);
    /// Reads and sorts all. None when they are more than `most`.
    static std::optional<posting_list> sorted(database::reader& from, std::int64_t entity_number,
                                              const std::string& typed, id_order order, std::size_t most);

    /// Leaves out what is before `place`, which never goes back, and reads until something from there on is known or the list ends.
    void move_to(database::reader& from, std::int64_t place);
    /// Reads until all up to `place` is known.
    void read_to(database::reader& from, std::int64_t place);

    /// Known places, from the one moved to on.
    std::span<const std::int64_t> known() const { return std::span{places_}.subspan(at_); }
    /// Those of them up to `place`.
    std::span<const std::int64_t> known_up_to(std::int64_t place) const;
    /// Whether nothing follows those known.
    bool ends() const { return unread_.empty(); }

private:
    posting_list(id_order order, std::int64_t first) : order_(order), next_(first) {}

    void read_block(database::reader& from);

    id_order order_;
    std::vector<database::condition>
        unread_;        ///< whose ids together are the list, up to the last comparison; none when all is known
    std::int64_t next_; ///< where the next block begins
    std::size_t block_ = 500;
    std::vector<std::int64_t> places_;
    std::size_t at_ = 0; ///< the first of them that is not left out
};

} // namespace nscl::search
