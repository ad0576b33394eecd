#pragma once

#include "core/database/statement_cache.hpp"

#include <soci/soci.h>

namespace nscl::database {

/// What differs between SOCI's backends under a prepared statement.
struct statement_driver {
    /// How many columns the statement that just ran has.
    std::size_t (*columns)(soci::details::statement_backend& ran);
    /// Rows that the session's last statement matched.
    std::int64_t (*matched)(soci::session& session, soci::statement& ran, std::int64_t mark);
    /// Taken before a statement runs, given to `matched`.
    std::int64_t (*mark)(soci::session& session);
    /// Lets go of what a finished statement holds: locks, snapshots, rows.
    void (*release)(soci::details::statement_backend& ran);
};

/// SOCI's own statement, bound once to slots and cells that live beside it.
class soci_statement final : public prepared_statement {
public:
    /// `sql` has named parameters already (placeholders.hpp). Throws soci::soci_error.
    soci_statement(soci::session& session, const statement_driver& driver, const std::string& sql,
                   std::span<const column> parameters, std::span<const column> columns);

    std::int64_t execute(std::span<const value> parameters) override;
    void query(std::span<const value> parameters, const visitor& visit) override;

private:
    struct slot {
        column type = column::text;
        long long integer = 0;
        std::string text;
        soci::indicator state = soci::i_ok;
    };

    void set(std::span<const value> parameters);
    void release();

    soci::session& session_;
    const statement_driver& driver_;
    std::vector<column> columns_;
    std::vector<slot> slots_;              ///< never resized: SOCI holds addresses
    std::vector<cell> cells_;              ///< likewise
    std::vector<soci::indicator> present_; ///< likewise
    soci::statement statement_;
};

} // namespace nscl::database
