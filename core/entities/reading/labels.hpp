#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/access.hpp"
#include "core/entities/model/entity.hpp"
#include "core/entities/reading/joined_labels.hpp"

#include <boost/container/flat_map.hpp>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace nscl::entities {

/// Labels of records that other records refer to: known from elsewhere, or fetched once per page with one query per target. A record that
/// the caller may not read has none. Keeps references to what it is made of.
class labels {
public:
    /// For references in fields chosen by `wanted`; empty: all.
    labels(const access& rights, const caller& who, const entity& of, std::vector<std::size_t> wanted)
        : rights_(rights), who_(who), of_(of), wanted_(std::move(wanted))
    {
    }
    labels(database::reader& from, const access& rights, const caller& who, const entity& of,
           std::span<const record> records, std::vector<std::size_t> wanted)
        : labels(rights, who, of, std::move(wanted))
    {
        read(from, records);
    }

    /// Takes those that are known already.
    void know(std::span<const known_label> found);

    /// Fetches the labels of what `records` refer to, but for those that are known or were asked for before.
    void read(database::reader& from, std::span<const record> records);

    /// Appends {"id":..,"label":..}, lists of them, or null.
    void write(std::string& out, const field& of, const field_value& value) const;

    /// The labels as text, for CSV: "" where there is none, several joined by "; ".
    std::string text(const field& of, const field_value& value) const;

private:
    void write_one(std::string& out, const entity* target, record_id id) const;

    const access& rights_;
    const caller& who_;
    const entity& of_;
    std::vector<std::size_t> wanted_;
    boost::container::flat_map<std::pair<const entity*, record_id>, std::optional<std::string>>
        texts_; ///< of all that was asked for
};

/// The labels of those of `ids` that lie inside `scope`, with one query. Whether the caller may read the title is the asker's
/// business.
std::map<record_id, std::string> labels_of(database::reader& from, const entity& of, const std::set<record_id>& ids,
                                           const condition& scope);

/// The label of a record: its title field as text.
std::string label_of(const entity& of, const record& labelled);

} // namespace nscl::entities
