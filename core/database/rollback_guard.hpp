#pragma once

#include "core/database/connection.hpp"

namespace nscl::database {

/// Rolls back unless the transaction was ended otherwise.
class rollback_guard {
public:
    explicit rollback_guard(connection& on) : on_(&on) {}
    rollback_guard(const rollback_guard&) = delete;
    rollback_guard& operator=(const rollback_guard&) = delete;
    ~rollback_guard()
    {
        if (on_ != nullptr) on_->rollback();
    }
    void release() { on_ = nullptr; }

private:
    connection* on_;
};

} // namespace nscl::database
