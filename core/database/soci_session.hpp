#pragma once

#include "core/database/connection.hpp"
#include "core/database/error.hpp"
#include "core/database/statement_cache.hpp"

#include <soci/soci.h>

#include <memory>
#include <optional>

namespace nscl::database {

/// What the connections to both databases share: cached statements, our errors instead of SOCI's, connecting again.
class soci_session : public connection {
public:
    soci_session();

    void begin(purpose what) final;
    void reconnect() final;
    purpose last_purpose() const final { return purpose_; }

    void query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
               const visitor& visit) final;
    std::int64_t execute(std::string_view sql, std::span<const value> parameters) final;

protected:
    /// Connects and sets the session up, the same each time.
    virtual std::unique_ptr<soci::session> connect() = 0;
    virtual void begin_now(purpose what) = 0;
    /// Throws soci::soci_error, or error for what is wrong with the statement itself, such as places and parameters that differ in number.
    virtual std::unique_ptr<prepared_statement> prepare(std::string_view sql, std::span<const column> parameters,
                                                        std::span<const column> columns) = 0;
    virtual error translate(const soci::soci_error& thrown) = 0;
    /// A failure that counts as success (MySQL's "is there already" after DDL).
    virtual bool forgives(std::string_view sql, const soci::soci_error& thrown) const;

    /// A statement without parameters; not counted as work of the transaction.
    void run(std::string_view sql);
    /// True when a statement ran since begin().
    bool worked() const { return worked_; }
    bool broken() const { return session_ == nullptr || broken_; }
    void give_up() { broken_ = true; }
    soci::session& session() { return *session_; }
    /// Gives back the prepared statements that are not in use.
    void forget_statements() { cache_.forget_idle(); }

private:
    statement_cache::lease statement(std::string_view sql, std::span<const value> parameters,
                                     std::span<const column> columns);
    std::int64_t execute_cached(std::string_view sql, std::span<const value> parameters);
    [[noreturn]] void fail(std::string_view sql, const soci::soci_error& thrown);

    std::unique_ptr<soci::session> session_;
    statement_cache cache_; ///< after the session: statements go first
    purpose purpose_ = purpose::read;
    bool broken_ = false;
    bool worked_ = false;
};

} // namespace nscl::database
