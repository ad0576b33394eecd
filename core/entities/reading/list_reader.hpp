#pragma once

#include "core/entities/reading/list_query.hpp"

#include <optional>
#include <string>
#include <vector>

namespace nscl::entities {

/// One page of a list.
struct page {
    std::vector<record> records;
    std::string next;                  ///< cursor of the next page, "" at the end
    std::optional<std::int64_t> count; ///< when asked for
};

/// Runs list queries. Thread-safe: it has no state but its model.
class list_reader {
public:
    /// Everything given outlives the reader.
    list_reader(const entities::access& rights, const cursor_seal& seal) : access_(rights), seal_(seal) {}

    /// Only records that `who` may read, whatever the query says; refuses a cursor that is not this list's.
    messages::outcome<page> read(database::reader& from, const caller& who, const entity& of,
                                 const list_query& query) const;

    /// The same rows for another action, such as export; `after` continues behind a position, for long work in pieces.
    page read_rows(database::reader& from, const condition& scope, const entity& of, const list_query& query,
                   const std::optional<list_position>& after) const;

    /// The position of a record in the query's order.
    static list_position position_of(database::reader& from, const entity& of, const list_query& query,
                                     const record& last);

private:
    const entities::access& access_;
    const cursor_seal& seal_;
};

} // namespace nscl::entities
