#pragma once

#include "core/database/database.hpp"
#include "core/platform/clock.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// One row for every change, written in the change's own transaction; a sealer chains the rows soon after. History is its view by record.
namespace nscl::journal {

struct entry {
    std::int64_t id = 0;
    platform::instant at = 0;
    std::int64_t user = 0; ///< 0: the system, or nobody
    std::string user_name;
    std::string origin; ///< client address, or "system"
    std::string plugin; ///< whose entity, with version: "programme 0.1.0"
    std::string entity; ///< "programme.application"; "" for events that are not a record's
    std::int64_t record = 0;
    std::string action;       ///< create, update, delete, transition, login, ...
    std::string transition;   ///< its name when action is transition
    std::int64_t version = 0; ///< the record's version afterwards
    std::string changes;      ///< JSON: {"field": [old, new], ...}; or the event's detail

    /// True where privacy law asked for it: user_name, origin and changes are "", which no row is written with.
    bool erased() const { return changes.empty(); }
};

/// The table, for the schema applier.
std::vector<database::table_model> tables();

/// Writes one row in `within`, under its write_id.
void append(database::transaction& within, const entry& row);

/// Newest first, at most `limit` rows of versions below `before` (0: from the newest). Versions order a record's changes even where
/// several server processes wrote them.
void history(database::reader& from, std::string_view entity, std::int64_t record, std::int64_t before, int limit,
             const std::function<void(const entry&)>& visit);

/// Newest first, at most `limit` rows that meet `where`, a condition on core_journal's columns.
void by_time(database::reader& from, const std::string& where, std::span<const database::value> parameters, int limit,
             const std::function<void(const entry&)>& visit);

/// How many rows meet `where`.
std::int64_t count(database::reader& from, const std::string& where, std::span<const database::value> parameters);

/// True when `user` took the transition `name` of the record ("create": created it).
bool acted(database::reader& from, std::string_view entity, std::int64_t record, std::string_view name,
           std::int64_t user);

/// True when a committed row carries `write_id`.
bool committed(database::reader& from, const std::string& write_id);

} // namespace nscl::journal
