#pragma once

#include "core/database/database.hpp"
#include "core/messages/refusal.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace nscl::entities {

/// What a process that dies would never throw.
class killed : public std::runtime_error {
public:
    killed() : std::runtime_error("killed") {}
};

/// A database as seen by a process that is killed: after a number of statements nothing it does reaches the database any more, not even
/// its clean-up. An open transaction is rolled back, as the server does when a connection ends.
class mortal_database final : public database::database {
public:
    enum class death {
        before, ///< the fatal statement was not sent
        after   ///< it was carried out, its answer never came
    };

    /// `die` does not return.
    mortal_database(
        nscl::database::database& inner, int statements, death how, std::function<void()> die = [] { throw killed(); })
        : inner_(inner), left_(statements), how_(how), die_(std::move(die))
    {
    }

    void live_for(int statements) { left_ = statements; }
    bool is_dead() const { return dead_; }

    const nscl::database::dialect& dialect() const override { return inner_.dialect(); }
    nscl::database::write_counts counts() const override { return inner_.counts(); }
    nscl::database::connection_counts connections() const override { return inner_.connections(); }
    bool crowded() const override { return inner_.crowded(); }
    nscl::database::fault_counts faults() const override { return inner_.faults(); }
    void resolve_lost_commits_with(std::function<bool(nscl::database::reader&, const std::string&)> committed) override
    {
        inner_.resolve_lost_commits_with(std::move(committed));
    }

protected:
    void run_read(isolation, const std::function<void(nscl::database::reader&)>& fn) override
    {
        if (dead_) throw killed();
        inner_.read([&](nscl::database::reader& from) { fn(from); });
    }

    void run_write(const std::function<bool(nscl::database::transaction&)>& fn,
                   nscl::database::commit_sharing sharing) override
    {
        if (dead_) throw killed();
        inner_.write(
            [&](nscl::database::transaction& in) {
                mortal_transaction mortal(in, *this);
                return fn(mortal) ? messages::outcome<>{} : messages::outcome<>{messages::refusal{}};
            },
            sharing);
    }

private:
    class mortal_transaction final : public nscl::database::transaction {
    public:
        mortal_transaction(nscl::database::transaction& inner, mortal_database& owner) : inner_(inner), owner_(owner) {}

        void query(std::string_view sql, std::span<const nscl::database::value> parameters,
                   std::span<const nscl::database::column> columns, const nscl::database::visitor& visit) override
        {
            inner_.query(sql, parameters, columns, visit);
        }
        const nscl::database::dialect& dialect() const override { return inner_.dialect(); }
        std::int64_t execute(std::string_view sql, std::span<const nscl::database::value> parameters) override
        {
            const bool fatal = owner_.left_-- <= 0;
            if (fatal) owner_.dead_ = true;
            if (fatal && owner_.how_ == death::before) owner_.die_();
            const auto touched = inner_.execute(sql, parameters);
            if (fatal) owner_.die_();
            return touched;
        }
        std::int64_t next_id() override { return inner_.next_id(); }
        const std::string& write_id() const override { return inner_.write_id(); }
        void after_commit(std::function<void()> effect) override { inner_.after_commit(std::move(effect)); }
        bool attempt(const std::function<bool()>& step) override { return inner_.attempt(step); }

    private:
        nscl::database::transaction& inner_;
        mortal_database& owner_;
    };

    nscl::database::database& inner_;
    std::atomic<int> left_;
    death how_;
    std::function<void()> die_;
    std::atomic<bool> dead_ = false;
};

} // namespace nscl::entities
