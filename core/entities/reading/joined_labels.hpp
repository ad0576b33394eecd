#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/entity.hpp"

#include <string>
#include <utility>
#include <vector>

namespace nscl::entities {

/// The label of one record that others refer to.
struct known_label {
    const entity* target;
    record_id id;
    std::string text;
};

/// Labels that come with the rows of a list and need no query of their own: those of references whose records the caller may read, all of them.
/// Keeps references to what it is made of.
class joined_labels {
public:
    joined_labels() = default; ///< none
    /// Of the references among the fields that `wanted` chooses; empty: of all that the caller may read.
    joined_labels(const access& rights, const caller& who, const entity& of, const std::vector<std::size_t>& wanted);

    /// What a SELECT from the entity's table `t` adds to its columns, and to its tables.
    const std::string& columns() const { return columns_; }
    const std::string& tables() const { return tables_; }

    void add_types(std::vector<database::column>& to) const;

    /// Appends those of a row, where they begin at `column`.
    void read(const database::row& from, std::size_t column, std::vector<known_label>& into) const;

private:
    struct join {
        std::size_t reference; ///< its column among those of the record
        const entity* target;
    };

    std::string columns_;
    std::string tables_;
    std::vector<join> joins_;
};

} // namespace nscl::entities
