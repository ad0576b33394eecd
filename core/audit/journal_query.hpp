#pragma once

#include "core/entities/reading/list_query.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace nscl::audit {

/// A page of the journal as it was asked for: filters, limit, cursor and count in the words of every list.
class journal_query {
public:
    /// Refuses (400) what is unknown. Filters: at, user, origin, plugin, entity, record, action, transition; `isnull` finds rows
    /// without a user, an entity, a record; a plugin is named without its version.
    static messages::outcome<journal_query> read(std::span<const http::pair> parameters,
                                                 const entities::access& rights);

    int limit() const { return asked_.limit; }
    bool counts() const { return asked_.count; }

    /// Rows that meet the filters, as SQL on core_journal's columns.
    entities::condition matching() const;

    /// The same from where the cursor says; none when the cursor is not this list's.
    std::optional<entities::condition> page(const entities::cursor_seal& seal) const;

    /// The cursor of the page behind a row.
    std::string next(const entities::cursor_seal& seal, platform::instant at, std::int64_t id) const;

private:
    explicit journal_query(entities::list_query asked) : asked_(std::move(asked)) {}

    entities::list_query asked_;
};

} // namespace nscl::audit
