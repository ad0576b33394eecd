#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/entity.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace nscl::entities {

/// Labels of records that other records refer to, fetched once per page with one query per target. A record that the caller may
/// not read has none.
class labels {
public:
    /// For the references in `records` (fields chosen by `wanted`; empty: all).
    labels(database::reader& from, const access& rights, const caller& who, const entity& of,
           std::span<const record> records, const std::vector<std::size_t>& wanted);

    /// Appends {"id":..,"label":..}, lists of them, or null.
    void write(std::string& out, const field& of, const field_value& value) const;

    /// The labels as text, for CSV: "" where there is none, several joined by "; ".
    std::string text(const field& of, const field_value& value) const;

private:
    void write_one(std::string& out, const entity* target, record_id id) const;

    std::map<std::pair<const entity*, record_id>, std::string> texts_;
};

/// The label of a record: its title field as text.
std::string label_of(const entity& of, const record& labelled);

} // namespace nscl::entities
