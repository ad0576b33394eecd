#pragma once

#include "core/database/connection.hpp"
#include "core/database/error.hpp"
#include "core/database/id_blocks.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace nscl::database {

/// A read on a leased connection.
class pooled_reader final : public reader {
public:
    explicit pooled_reader(connection& on) : on_(on) {}

    /// A connection that turns out to be lost at the first query is set up again; nothing has been seen yet.
    void query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
               const visitor& visit) override;

    const nscl::database::dialect& dialect() const override { return on_.dialect(); }

private:
    connection& on_;
    bool queried_ = false;
};

using effects = std::vector<std::function<void()>>;

/// One attempt at a write, on a connection that is in a transaction already. Beginning and ending it is the owner's
/// part.
class pooled_transaction final : public transaction {
public:
    pooled_transaction(connection& on, id_blocks& ids, std::string write_id)
        : on_(on), ids_(ids), write_id_(std::move(write_id))
    {
    }

    void query(std::string_view sql, std::span<const value> parameters, std::span<const column> columns,
               const visitor& visit) override;
    std::int64_t execute(std::string_view sql, std::span<const value> parameters) override;
    std::int64_t next_id() override;
    const std::string& write_id() const override;
    void after_commit(std::function<void()> effect) override;
    bool attempt(const std::function<bool()>& step) override;
    const nscl::database::dialect& dialect() const override { return on_.dialect(); }

    /// Why nothing more can come of this attempt: the database has given the transaction up, even if the closure went
    /// on after the exception.
    const std::optional<error>& doom() const { return doom_; }

    /// True when the outcome of a lost COMMIT can be looked up.
    bool can_be_looked_up() const { return write_id_asked_; }
    bool wrote() const { return wrote_; }
    effects take_effects() { return std::move(effects_); }

private:
    /// Runs `work` unless the transaction is doomed, and notes when it becomes so.
    template <class Work>
    auto guarded(Work&& work);

    connection& on_;
    id_blocks& ids_;
    std::string write_id_;
    mutable bool write_id_asked_ = false;
    bool wrote_ = false;
    unsigned depth_ = 0;
    std::int64_t own_next_ = 0; ///< ids reserved inside this transaction
    std::int64_t own_end_ = 0;
    effects effects_;
    std::optional<error> doom_;
};

} // namespace nscl::database
