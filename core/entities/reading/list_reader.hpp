#pragma once

#include "core/entities/reading/joined_labels.hpp"
#include "core/entities/reading/list_query.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// One page of a list.
struct page {
    std::vector<record> records;
    std::vector<known_label> labels;   ///< of what they refer to, as far as it came with them
    std::string next;                  ///< cursor of the next page, "" at the end
    std::optional<std::int64_t> count; ///< when asked for
};

/// As much of a list as the query's limit allows.
struct list_part {
    std::vector<record> records;
    std::vector<known_label> labels;
    std::optional<list_position> end; ///< of the last record, when more follow
    std::optional<std::int64_t> count;
};

/// The rows inside `scope`, from behind `after` or from the beginning: for long work in pieces, with no cursor in between.
list_part read_part(database::reader& from, const condition& scope, const entity& of, const list_query& query,
                    const std::optional<list_position>& after);

/// Runs list queries. Thread-safe: it has no state but its model.
class list_reader {
public:
    /// Everything given outlives the reader.
    list_reader(const entities::access& rights, const cursor_seal& seal) : access_(rights), seal_(seal) {}

    /// Only records that `who` may read, whatever the query says; refuses a cursor that is not this list's.
    messages::outcome<page> read(database::reader& from, const caller& who, const entity& of,
                                 const list_query& query) const;

private:
    const entities::access& access_;
    const cursor_seal& seal_;
};

} // namespace nscl::entities
