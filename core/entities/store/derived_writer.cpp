#include "core/entities/store/derived_writer.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/list_reader.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/entities/reading/stored_record.hpp"
#include "core/entities/schema/schema_surroundings.hpp"
#include "core/entities/store/change_in_progress.hpp"
#include "core/entities/store/record_writer.hpp"
#include "core/search/word_index.hpp"
#include "core/text/unicode.hpp"

namespace nscl::entities {

using database::dialect;

std::string sort_part(const field& of)
{
    return "sort " + of.name + " " + text::collator_version();
}

std::string claim_part(const claim& of)
{
    return "claim " + of.name;
}

std::string words_part(const entity& of)
{
    std::string part = "words";
    for (const auto& each : of.fields)
        if (has_words(each)) part += " " + each.name;
    return part;
}

/// Records, and what is kept of each in `columns_`.
struct derived_writer::rows {
    std::vector<record> records;
    std::vector<std::vector<std::optional<std::string>>> kept;
};

derived_writer::derived_writer(const entity& of, const derived_parts& missing)
    : of_(of), words_(missing.contains(words_part(of)))
{
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        if (!has_sort_key(of.fields[i]) || !missing.contains(sort_part(of.fields[i]))) continue;
        sorted_.push_back(i);
        columns_.push_back(sort_column(of.fields[i]));
    }
    for (const auto& each : of.claims) {
        if (!missing.contains(claim_part(each))) continue;
        claims_.push_back(&each);
        columns_.push_back(claim_column(each));
    }
}

derived_writer::piece derived_writer::write(database::transaction& in, record_id after, std::size_t most) const
{
    const auto found = read(in, after, most);
    piece done;
    for (std::size_t i = 0; i < found.records.size(); ++i) {
        write(in, found.records[i], found.kept[i], done);
        done.last = found.records[i].id;
        ++done.records;
    }
    return done;
}

derived_writer::rows derived_writer::read(database::transaction& in, record_id after, std::size_t most) const
{
    rows found;
    auto columns = of_.record_columns;
    auto types = of_.record_column_types;
    const auto own = types.size();
    for (const auto& each : columns_) {
        columns += ",t." + dialect::quoted(each);
        types.push_back(database::column::text);
    }
    const database::value beyond[] = {after};
    // Locked, so that what an earlier version changes beside this one is not answered with keys of older values.
    in.query("SELECT " + columns + " FROM " + dialect::quoted(of_.table()) +
                 " t WHERE t.\"id\">? ORDER BY t.\"id\" LIMIT " + std::to_string(most) +
                 std::string{in.dialect().for_update()},
             beyond, types, [&](const database::row& row) {
                 found.records.push_back(read_record(of_, row));
                 auto& kept = found.kept.emplace_back(columns_.size());
                 for (std::size_t i = 0; i < kept.size(); ++i)
                     if (!row.is_null(own + i)) kept[i] = std::string{row.text(own + i)};
             });
    load_links(in, of_, found.records);
    return found;
}

void derived_writer::write(database::transaction& in, const record& stored,
                           const std::vector<std::optional<std::string>>& kept, piece& into) const
{
    std::string sets;
    std::vector<database::value> values;
    const auto set = [&](std::size_t column, const std::optional<std::string>& value) {
        sets += (sets.empty() ? "" : ",") + dialect::quoted(columns_[column]) + "=?";
        values.push_back(to_parameter(value));
    };
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
        const auto key = sort_key_of(stored.values[sorted_[i]]);
        if (key != kept[i]) set(i, key);
    }
    for (std::size_t i = 0; i < claims_.size(); ++i) {
        const auto column = sorted_.size() + i;
        const auto text = claimed_by(in, stored, *claims_[i]);
        if (text != kept[column] && (!text || is_free(in, stored, *claims_[i], *text, into))) set(column, text);
    }
    if (!values.empty()) {
        values.emplace_back(stored.id);
        in.execute("UPDATE " + dialect::quoted(of_.table()) + " SET " + sets + " WHERE \"id\"=?", values);
    }
    if (words_) search::word_index{}.replace(in, of_.number, stored.id, words_of(of_, stored));
}

std::optional<std::string> derived_writer::claimed_by(database::transaction& in, const record& stored,
                                                      const claim& asked) const
{
    static const auto who = caller::system("system");
    record draft = stored;
    std::vector<messages::field_error> problems;
    change seen{&in, &who, &of_, action::update, {}, &stored, &draft, &problems, 0};
    auto text = stored_claim(asked.text(seen));
    if (problems.empty()) return text;
    throw schema_refused("the claim \"" + asked.name + "\" of " + of_.full_name() +
                         " cannot be computed for the record " + std::to_string(stored.id) + " (" +
                         problems.front().code + "); change it with the previous version of the plugin " + of_.plugin +
                         ", then start again");
}

bool derived_writer::is_free(database::transaction& in, const record& stored, const claim& asked,
                             const std::string& text, piece& into) const
{
    const auto table = dialect::quoted(of_.table());
    const auto column = dialect::quoted(claim_column(asked));
    const database::value wanted[] = {text, stored.id};
    const auto holder = in.integer("SELECT \"id\" FROM " + table + " WHERE " + column + "=? AND \"id\"<>?", wanted);
    if (!holder) return true;
    // One whose turn is yet to come may hold what it does not claim any more.
    if (*holder > stored.id) {
        const auto other = fetch(in, of_, *holder, condition::always(), row_lock::until_commit);
        if (!other || claimed_by(in, *other, asked) != text) {
            const database::value id[] = {*holder};
            in.execute("UPDATE " + table + " SET " + column + "=NULL WHERE \"id\"=?", id);
            return true;
        }
    }
    into.in_conflict[asked.name].insert({stored.id, *holder});
    return false;
}

} // namespace nscl::entities
