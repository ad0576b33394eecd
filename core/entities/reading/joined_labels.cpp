#include "core/entities/reading/joined_labels.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/stored_record.hpp"

#include <algorithm>

namespace nscl::entities {

using database::dialect;

joined_labels::joined_labels(const access& rights, const caller& who, const entity& of,
                             const std::vector<std::size_t>& wanted)
{
    const auto is_shown = [&](std::size_t index) {
        const bool is_wanted = wanted.empty() || std::ranges::find(wanted, index) != wanted.end();
        return is_wanted && rights.may_read(of, of.fields[index], who);
    };
    std::size_t column = own_columns;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto& field = of.fields[i];
        if (field.type == field_type::multi_reference) continue; // has no column
        const auto reference = column++;
        if (field.type != field_type::reference || !field.target || !is_shown(i)) continue;
        const auto& title = field.target->fields[field.target->title_field()];
        if (!rights.rows(*field.target, action::read, who).is_always() || !rights.may_read(*field.target, title, who))
            continue;
        const auto alias = "l" + std::to_string(joins_.size());
        columns_ += "," + alias + "." + dialect::quoted(title.name);
        tables_ += " LEFT JOIN " + dialect::quoted(field.target->table()) + " " + alias + " ON " + alias +
                   ".\"id\"=t." + dialect::quoted(field.name);
        joins_.push_back({reference, field.target});
    }
}

void joined_labels::add_types(std::vector<database::column>& to) const
{
    for (const auto& each : joins_) to.push_back(column_type(each.target->fields[each.target->title_field()]));
}

void joined_labels::read(const database::row& from, std::size_t column, std::vector<known_label>& into) const
{
    for (const auto& each : joins_) {
        const auto label = column++;
        if (from.is_null(each.reference)) continue;
        const auto& title = each.target->fields[each.target->title_field()];
        into.push_back({each.target, from.integer(each.reference),
                        rules_of(title.type).write_text(title, value_in(from, label, title))});
    }
}

} // namespace nscl::entities
