#pragma once

#include "core/csv/reader.hpp"
#include "core/entities/store/entity_store.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::jobs {

/// One broken cell or row, as the importer's user sees it.
struct row_error {
    std::size_t row = 0; ///< as a spreadsheet counts; the header is row 1
    std::string column;  ///< as the header names it; "" is the whole row
    std::string code;
    messages::parameters parameters;
};

/// Whether an import may have a column for the field.
bool may_import(const entities::access& rights, const entities::caller& who, const entities::entity& of,
                const entities::field& into);

/// What a column of the field is headed in a file. For people, in their language: its label, or its name where the label does not identify
/// the field; for programs (no language): its name.
std::string column_head(const entities::entity& of, std::size_t field, std::optional<messages::language> language);

/// The columns of an import: which field each one fills. A header names a field by its name or by its label in either language.
class csv_columns {
public:
    /// Refuses unknown and repeated columns, and fields that the caller may not set, all of them at once.
    static messages::outcome<csv_columns> read(const csv::row& header, const entities::entity& of,
                                               const entities::access& rights, const entities::caller& who);

    const std::vector<std::size_t>& fields() const { return fields_; }
    /// The header of the column that fills the field, for errors.
    std::string header_of(std::string_view field_name, const entities::entity& of) const;

private:
    std::vector<std::size_t> fields_;
    std::vector<std::string> headers_;
};

/// Turns cells into stored values. An option is its code or its label in either language. References are found by a unique text field of the
/// target ("05977"), by its label, or by "#id", always within what the caller may read; what was found once is remembered.
class cell_reader {
public:
    cell_reader(const entities::entity_store& store, const entities::caller& who, const entities::entity& of);

    /// The row's values; errors are appended to `errors`.
    entities::field_values read(database::reader& from, const csv::row& row, const csv_columns& columns,
                                std::vector<row_error>& errors);

private:
    entities::parsed_value read_cell(database::reader& from, const entities::field& into, std::string_view text);
    entities::parsed_value read_list(database::reader& from, const entities::field& into, std::string_view text);
    /// The option's code where the text is its label; else the text itself.
    std::string_view code_of(const entities::field& into, std::string_view text);
    std::optional<entities::record_id> find(database::reader& from, const entities::entity& target,
                                            std::string_view text);

    const entities::entity_store& store_;
    const entities::caller& who_;
    const entities::entity& of_;
    std::map<std::pair<const entities::entity*, std::string>, entities::record_id> known_;
    std::map<std::pair<const entities::field*, std::string>, std::string> codes_;
};

/// The refusal that says what a broken CSV text is.
messages::refusal refusal_of(const csv::error& wrong);

} // namespace nscl::jobs
