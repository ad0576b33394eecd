#pragma once

#include "core/database/connection.hpp"

#include <functional>
#include <string_view>
#include <utility>

namespace nscl::tests {

/// A connection that tells beforehand what it is about to do: the statement, "begin" or "commit". What `before` throws, the caller gets
/// instead.
class announced_connection final : public database::connection {
public:
    announced_connection(database::connection& inner, std::function<void(std::string_view what)> before)
        : inner_(inner), before_(std::move(before))
    {
    }

    void begin(database::purpose what) override
    {
        before_("begin");
        inner_.begin(what);
    }
    void commit() override
    {
        before_("commit");
        inner_.commit();
    }
    void rollback() noexcept override { inner_.rollback(); }
    bool in_transaction() override { return inner_.in_transaction(); }
    void reconnect() override { inner_.reconnect(); }
    bool predecessor_is_gone() override { return inner_.predecessor_is_gone(); }
    database::purpose last_purpose() const override { return inner_.last_purpose(); }
    const nscl::database::dialect& dialect() const override { return inner_.dialect(); }

    void query(std::string_view sql, std::span<const database::value> parameters,
               std::span<const database::column> columns, const database::visitor& visit) override
    {
        before_(sql);
        inner_.query(sql, parameters, columns, visit);
    }
    std::int64_t execute(std::string_view sql, std::span<const database::value> parameters) override
    {
        before_(sql);
        return inner_.execute(sql, parameters);
    }

private:
    database::connection& inner_;
    std::function<void(std::string_view what)> before_;
};

} // namespace nscl::tests
