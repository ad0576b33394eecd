#pragma once

#include "core/entities/store/entity_store.hpp"
#include "core/platform/json_text.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::entities {

/// Labels of records that other records refer to, fetched once per page with one query per target. A record that the caller may
/// not read has none.
class labels {
public:
    /// For the references in `records` (fields chosen by `wanted`; empty: all).
    labels(database::reader& from, const access& rights, const caller& who, const entity& of,
           const std::vector<record>& records, const std::vector<std::size_t>& wanted);

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

/// Appends a record as the API answers it: id, version, times, and the fields the caller may read; `wanted` empty: all.
/// No closing brace, so that members can follow.
void write_record(std::string& out, const entity& of, const access& rights, const caller& who, const record& written,
                  const labels& names, const std::vector<std::size_t>& wanted);

} // namespace nscl::entities
