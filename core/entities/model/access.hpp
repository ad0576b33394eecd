#pragma once

#include "core/database/condition.hpp"
#include "core/entities/model/model.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

using database::condition;

/// Who may see and do what: the one predicate behind every door.
class access {
public:
    explicit access(const entities::model& model) : model_(model) {}

    /// Rows of `of` (table alias `t`) on which the caller may do `what`.
    condition rows(const entity& of, action what, const caller& who) const;

    /// Rows on which the caller may take a transition: holds a role in `by`, within its read scope.
    condition rows(const entity& of, const transition& taken, const caller& who) const;

    /// Could the caller do it to some record at all? Decides 403 for create and menu entries.
    bool may(const entity& of, action what, const caller& who) const;

    /// May the caller see the field, of records that he may read? Where not, it is absent everywhere.
    bool may_read(const entity& of, const field& asked, const caller& who) const;
    /// May the caller set the field, of records that he may change?
    bool may_write(const entity& of, const field& asked, const caller& who) const;

private:
    condition inside(const entity& of, const permission& allowed, const grant& held, const caller& who) const;

    const entities::model& model_;
};

} // namespace nscl::entities
