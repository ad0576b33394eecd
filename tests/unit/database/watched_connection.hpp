#pragma once

#include "core/database/connection.hpp"
#include "core/database/dialect.hpp"
#include "core/database/error.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace nscl::tests {

/// Writes down what it is asked to do, and fails where it is told to. The log may be read from any thread.
class watched_connection final : public database::connection {
public:
    /// Called with each word of the log; may throw database::error or wait.
    std::function<void(const std::string&)> before_each = [](const std::string&) {};
    /// Called with each word once it is done and in the log.
    std::function<void(const std::string&)> after_each = [](const std::string&) {};

    std::vector<std::string> log() const
    {
        const std::lock_guard lock{guard_};
        return log_;
    }

    void begin(database::purpose) override
    {
        step("begin");
        open_ = true;
    }
    void commit() override
    {
        step("commit");
        open_ = false;
    }
    void rollback() noexcept override
    {
        if (!std::exchange(open_, false)) return;
        const std::lock_guard lock{guard_};
        log_.emplace_back("rollback");
    }
    bool in_transaction() override { return open_; }
    void reconnect() override {}
    bool predecessor_is_gone() override { return true; }
    database::purpose last_purpose() const override { return database::purpose::write; }

    /// Every query finds one row of the number 5000, enough for those who reserve ids.
    void query(std::string_view, std::span<const database::value>, std::span<const database::column>,
               const database::visitor& visit) override
    {
        const database::cell only{.null = false, .integer = 5000, .text = {}};
        visit(database::row{{&only, 1}});
    }
    std::int64_t execute(std::string_view sql, std::span<const database::value>) override
    {
        step(std::string{sql});
        return 1;
    }
    const database::dialect& dialect() const override { return database::sqlite_dialect(); }

private:
    void step(const std::string& what)
    {
        before_each(what);
        {
            const std::lock_guard lock{guard_};
            log_.push_back(what);
        }
        after_each(what);
    }

    mutable std::mutex guard_;
    std::vector<std::string> log_;
    bool open_ = false;
};

} // namespace nscl::tests
