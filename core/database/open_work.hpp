#pragma once

#include "core/database/database.hpp"

namespace nscl::database {

/// What a thread has open on a database, so that its nested reads and writes join it.
struct open_work {
    const database* of;
    reader* read;
    transaction* write; ///< null inside a read
};

/// Null when this thread has nothing open on it.
const open_work* opened_on(const database* of);

/// Notes what its thread has open, for as long as it lives.
class open_scope {
public:
    explicit open_scope(open_work work);
    ~open_scope();

    open_scope(const open_scope&) = delete;
    open_scope& operator=(const open_scope&) = delete;
};

} // namespace nscl::database
