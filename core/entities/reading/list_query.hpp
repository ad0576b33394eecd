#pragma once

#include "core/entities/model/access.hpp"
#include "core/http/request.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::entities {

/// `filter[field][op]=values`.
struct filter {
    enum class op { eq, ne, lt, le, gt, ge, in, starts, isnull };
    std::optional<std::size_t> field; ///< none: the record's id
    op how = op::eq;
    std::vector<field_value> values; ///< one, but for `in`; isnull: integer 0 or 1
};

/// A list as the API and plugins ask for it.
struct list_query {
    std::vector<filter> filters;
    std::string search;                    ///< q=
    std::optional<std::size_t> sort_field; ///< none: by id
    bool descending = true;                ///< newest first unless `sort` says otherwise
    std::vector<std::size_t> fields;       ///< to answer; empty: all that the caller may read
    int limit = 20;
    std::string cursor; ///< opaque, or ""
    bool count = false;
    bool as_options = false; ///< ?view=option: id and label only
};

/// Reads the query parameters of a list. Refuses (400) unknown parameters, fields, operators and values, and fields that the
/// caller may not read as if they did not exist.
messages::outcome<list_query> parse_list_query(const entity& of, const access& rights, const caller& who,
                                               std::span<const http::pair> parameters);

/// The same from "filter[state]=open&sort=-id", percent-encoded like a URL; for plugin code.
messages::outcome<list_query> parse_list_query(const entity& of, const access& rights, const caller& who,
                                               std::string_view parameters);

/// The operator as written in `filter[field][op]`.
std::string_view name_of(filter::op which);

/// The operators of `filter[field][op]` that a field takes, as written; null: the record's id.
std::vector<std::string_view> filter_operators(const field* of);

/// Where a page ended.
struct list_position {
    field_value sort; ///< stored form of the sort column (the key of a sortable text)
    record_id id = 0;
};

/// Makes and checks cursors: authenticated by a secret that all server processes share, and bound to entity, filters, sort,
/// search and the caller's scope, so that one list's cursor opens no other.
class cursor_seal {
public:
    /// `key` has 32 bytes.
    explicit cursor_seal(std::string key);

    std::string close(const entity& of, const list_query& query, const condition& scope,
                      const list_position& end) const;
    /// None when it was not made here, or for another list.
    std::optional<list_position> open(const entity& of, const list_query& query, const condition& scope) const;

private:
    std::string key_;
};

} // namespace nscl::entities
