#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace nscl::database {

/// What went wrong, the same words for every database.
enum class fault {
    unique_violation,
    foreign_key_violation,
    not_null_violation,
    check_violation,
    too_long,
    conflict,        ///< a lost race; `write` has already retried
    busy,            ///< no connection or lock in time
    connection_lost, ///< and could not be set up again
    outcome_unknown, ///< COMMIT was not answered and could not be looked up
    read_only,
    disk_full,
    disk_failed, ///< its file cannot be read or written
    other
};
constexpr std::size_t fault_kinds = static_cast<std::size_t>(fault::other) + 1;
/// "unique_violation", ...
std::string_view name(fault which);

/// Thrown by everything that touches the database. what() holds no parameter values.
class error : public std::runtime_error {
public:
    error(fault kind, const std::string& message, std::string constraint = {})
        : std::runtime_error(message), kind_(kind), constraint_(std::move(constraint))
    {
    }

    fault kind() const { return kind_; }
    /// Unique: the violated index's name, "PRIMARY" for the primary key; not null: the column's name; check and foreign
    /// key: the constraint's name. "" when it is not known (foreign keys on SQLite).
    const std::string& constraint() const { return constraint_; }

private:
    fault kind_;
    std::string constraint_;
};

} // namespace nscl::database
