#include "core/entities/reading/labels.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/platform/json_text.hpp"

#include <algorithm>

namespace nscl::entities {

std::string label_of(const entity& of, const record& labelled)
{
    const auto title = of.title_field();
    return rules_of(of.fields[title].type).write_text(of.fields[title], labelled.values[title]);
}

std::map<record_id, std::string> labels_of(database::reader& from, const entity& of, const std::set<record_id>& ids,
                                           const condition& scope)
{
    const auto& title = of.fields[of.title_field()];
    const auto& rules = rules_of(title.type);
    const auto where = condition::one_of("t.\"id\"", ids) && scope;
    const database::column types[] = {database::column::integer, column_type(title)};
    std::map<record_id, std::string> found;
    from.query("SELECT t.\"id\",t." + database::dialect::quoted(title.name) + " FROM " +
                   database::dialect::quoted(of.table()) + " t WHERE " + where.sql,
               where.parameters, types, [&](const database::row& row) {
                   found[row.integer(0)] = rules.write_text(title, value_in(row, 1, title));
               });
    return found;
}

void labels::know(std::span<const known_label> found)
{
    for (const auto& each : found) texts_.try_emplace({each.target, each.id}, each.text);
}

void labels::read(database::reader& from, std::span<const record> records)
{
    std::map<const entity*, std::set<record_id>> asked;
    for (std::size_t i = 0; i < of_.fields.size(); ++i) {
        const auto* target = of_.fields[i].target;
        if (!target || !points_to_records(of_.fields[i])) continue;
        if (!wanted_.empty() && std::find(wanted_.begin(), wanted_.end(), i) == wanted_.end()) continue;
        const auto ask = [&](record_id id) {
            if (texts_.try_emplace({target, id}).second) asked[target].insert(id);
        };
        for (const auto& each : records) {
            if (const auto* id = std::get_if<std::int64_t>(&each.values[i])) ask(*id);
            if (const auto* list = std::get_if<std::vector<record_id>>(&each.values[i]))
                std::ranges::for_each(*list, ask);
        }
    }
    for (const auto& [target, ids] : asked) {
        // A file's name may be read with the record that holds the file.
        const auto scope =
            target->full_name() == "core.attachment" ? condition::always() : rights_.rows(*target, action::read, who_);
        const auto& title = target->fields[target->title_field()];
        if (scope.is_never() || !rights_.may_read(*target, title, who_)) continue;
        for (auto& [id, text] : labels_of(from, *target, ids, scope)) texts_[{target, id}] = std::move(text);
    }
}

void labels::write_one(std::string& out, const entity* target, record_id id) const
{
    out += "{\"id\":" + std::to_string(id) + ",\"label\":";
    const auto known = texts_.find({target, id});
    if (known == texts_.end() || !known->second)
        out += "null";
    else
        platform::write_json_string(out, *known->second);
    out += '}';
}

void labels::write(std::string& out, const field& of, const field_value& value) const
{
    if (const auto* id = std::get_if<std::int64_t>(&value)) {
        write_one(out, of.target, *id);
    } else if (const auto* list = std::get_if<std::vector<record_id>>(&value)) {
        out += '[';
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (i > 0) out += ',';
            write_one(out, of.target, (*list)[i]);
        }
        out += ']';
    } else {
        out += "null";
    }
}

std::string labels::text(const field& of, const field_value& value) const
{
    std::string result;
    const auto add = [&](record_id id) {
        const auto known = texts_.find({of.target, id});
        if (known == texts_.end() || !known->second) return;
        if (!result.empty()) result += "; ";
        result += *known->second;
    };
    if (const auto* id = std::get_if<std::int64_t>(&value)) add(*id);
    if (const auto* list = std::get_if<std::vector<record_id>>(&value)) std::for_each(list->begin(), list->end(), add);
    return result;
}

} // namespace nscl::entities
