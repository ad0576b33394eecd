#pragma once

#include "core/entities/reading/labels.hpp"
#include "core/entities/store/entity_store.hpp"
#include "core/journal/journal.hpp"

#include <boost/json/value.hpp>

#include <span>
#include <string>
#include <string_view>

namespace nscl::entities {

/// Changes of one entity's records as the journal keeps them, shown to a caller: only fields that he may read, references with labels
/// as in records. Whether he may read the records is the asker's business. Keeps references to what it is made of.
class journalled_changes {
public:
    /// Fetches the labels for all that `rows` refer to, with one query per target. A row's changes are "" where they were erased.
    journalled_changes(database::reader& from, const entity_store& store, const caller& who, const entity& of,
                       std::span<const std::string_view> rows, messages::language language);

    /// Appends one row's changes: [{"field","label","old","new"}], none where they were erased.
    void write(std::string& out, std::string_view changes) const;

private:
    void write_value(std::string& out, const field& of, const boost::json::value& value) const;

    const access& rights_;
    const caller& who_;
    const entity& of_;
    messages::language language_;
    labels names_;
};

/// Appends what was done, and what it is called: `"action":..,"action_label":..,"transition":..,"transition_label":..`, null where there is
/// none, and labels also where no declaration knows it any more.
void write_action(std::string& out, const model& all, const journal::entry& done, messages::language language);

} // namespace nscl::entities
