#pragma once

#include "core/entities/model/access.hpp"
#include "core/entities/reading/labels.hpp"

#include <string>
#include <vector>

namespace nscl::entities {

/// Writes records of an entity as the API answers them to a caller. Short-lived: keeps references to what it was made of.
class json_writer {
public:
    /// Of the fields that the caller may read; `wanted` chooses among them, empty: all.
    json_writer(const entity& of, const access& rights, const caller& who, const std::vector<std::size_t>& wanted);

    /// Appends a record: id, version, fields, times. No closing brace, so that members can follow.
    void write(std::string& out, const record& written, const labels& names) const;

private:
    const entity& of_;
    std::vector<std::size_t> members_; ///< indexes of fields
};

} // namespace nscl::entities
