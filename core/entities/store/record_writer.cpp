#include "core/entities/store/record_writer.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"
#include "core/platform/json_text.hpp"
#include "core/search/word_index.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

using database::dialect;

/// Columns and their values for one row.
struct assignments {
    std::vector<std::string> columns;
    std::vector<database::value> values;

    void set(std::string column, database::value value)
    {
        columns.push_back(std::move(column));
        values.push_back(std::move(value));
    }

    void set_field(const field& of, const field_value& value)
    {
        set(of.name, to_parameter(value));
        if (!has_sort_key(of)) return;
        set(sort_column(of), to_parameter(sort_key_of(value)));
    }
};

} // namespace

void record_writer::insert(const record& made, const claim_texts& claims)
{
    assignments row;
    row.set("id", made.id);
    row.set("version", made.version);
    row.set("created_at", made.created_at);
    row.set("updated_at", made.updated_at);
    for (std::size_t i = 0; i < of_.fields.size(); ++i) {
        if (of_.fields[i].type != field_type::multi_reference) row.set_field(of_.fields[i], made.values[i]);
    }
    for (std::size_t i = 0; i < claims.size(); ++i) row.set(claim_column(of_.claims[i]), to_parameter(claims[i]));

    std::string names;
    std::string marks;
    for (const auto& column : row.columns) {
        names += (names.empty() ? "" : ",") + dialect::quoted(column);
        marks += marks.empty() ? "?" : ",?";
    }
    in_.execute("INSERT INTO " + dialect::quoted(of_.table()) + " (" + names + ") VALUES (" + marks + ")", row.values);
    for (std::size_t i = 0; i < of_.fields.size(); ++i) add_links(made, i);
    if (std::any_of(of_.fields.begin(), of_.fields.end(), has_words))
        search::word_index{}.add(in_, of_.number, made.id, words_of(of_, made));
}

bool record_writer::update(const record& before, const record& after, const claim_texts& claims)
{
    assignments row;
    row.set("version", after.version);
    row.set("updated_at", after.updated_at);
    bool words_differ = false;
    for (std::size_t i = 0; i < of_.fields.size(); ++i) {
        if (before.values[i] == after.values[i]) continue;
        words_differ = words_differ || has_words(of_.fields[i]);
        if (of_.fields[i].type != field_type::multi_reference) row.set_field(of_.fields[i], after.values[i]);
    }
    for (std::size_t i = 0; i < claims.size(); ++i) row.set(claim_column(of_.claims[i]), to_parameter(claims[i]));

    std::string sets;
    for (const auto& column : row.columns) sets += (sets.empty() ? "" : ",") + dialect::quoted(column) + "=?";
    row.values.emplace_back(before.id);
    row.values.emplace_back(before.version);
    const auto touched = in_.execute(
        "UPDATE " + dialect::quoted(of_.table()) + " SET " + sets + " WHERE \"id\"=? AND \"version\"=?", row.values);
    if (touched != 1) return false;

    for (std::size_t i = 0; i < of_.fields.size(); ++i) {
        if (before.values[i] == after.values[i]) continue;
        remove_links(after, i);
        add_links(after, i);
    }
    if (words_differ) search::word_index{}.replace(in_, of_.number, after.id, words_of(of_, after));
    return true;
}

bool record_writer::remove(const record& before)
{
    const database::value id[] = {before.id};
    for (std::size_t i = 0; i < of_.fields.size(); ++i) remove_links(before, i);
    search::word_index{}.remove(in_, of_.number, before.id);
    // Whatever its version: it is locked, and a hook of what goes along may have raised it by a lock of its own.
    return in_.execute("DELETE FROM " + dialect::quoted(of_.table()) + " WHERE \"id\"=?", id) == 1;
}

void record_writer::let_go(const field& of, record_id id, record_id target)
{
    const database::value keys[] = {id, target};
    if (of.type == field_type::multi_reference) {
        in_.execute("DELETE FROM " + dialect::quoted(of_.link_table(of)) + " WHERE \"id\"=? AND \"target\"=?", keys);
        return;
    }
    const auto column = dialect::quoted(of.name);
    in_.execute("UPDATE " + dialect::quoted(of_.table()) + " SET " + column + "=NULL WHERE \"id\"=? AND " + column +
                    "=?",
                keys);
}

void record_writer::remove_links(const record& from, std::size_t field)
{
    const auto& list = of_.fields[field];
    if (list.type != field_type::multi_reference) return;
    const database::value id[] = {from.id};
    in_.execute("DELETE FROM " + dialect::quoted(of_.link_table(list)) + " WHERE \"id\"=?", id);
}

void record_writer::add_links(const record& from, std::size_t field)
{
    const auto& list = of_.fields[field];
    if (list.type != field_type::multi_reference) return;
    const auto table = dialect::quoted(of_.link_table(list));
    std::int64_t position = 0;
    for (const auto target : std::get<std::vector<record_id>>(from.values[field])) {
        const database::value link[] = {from.id, target, position++};
        in_.execute("INSERT INTO " + table + " (\"id\",\"target\",\"position\") VALUES (?,?,?)", link);
    }
}

std::optional<std::string> sort_key_of(const field_value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    return text ? std::optional{text::sort_key(*text)} : std::nullopt;
}

std::vector<std::string> words_of(const entity& of, const record& from)
{
    std::vector<std::string> words;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto* text = std::get_if<std::string>(&from.values[i]);
        if (!text || !has_words(of.fields[i])) continue;
        for (auto& word : text::words(*text)) words.push_back(std::move(word));
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::string changes_between(const entity& of, const record* before, const record* after)
{
    std::string result = "{";
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        static const field_value none;
        const auto& old_value = before ? before->values[i] : none;
        const auto& new_value = after ? after->values[i] : none;
        if (old_value == new_value) continue;
        if (result.size() > 1) result += ',';
        platform::write_json_string(result, of.fields[i].name);
        result += ":[";
        write_plain_value(result, of.fields[i], old_value);
        result += ',';
        write_plain_value(result, of.fields[i], new_value);
        result += ']';
    }
    return result + "}";
}

std::optional<std::string> stored_claim(std::optional<std::string> text)
{
    constexpr std::size_t column_length = 255;
    if (!text || text->size() <= column_length) return text;
    return platform::to_hex(platform::sha256(*text));
}

claim_texts stored_claims(database::reader& from, const entity& of, record_id id)
{
    claim_texts result(of.claims.size());
    if (of.claims.empty()) return result;
    std::string columns;
    for (const auto& each : of.claims) columns += (columns.empty() ? "" : ",") + dialect::quoted(claim_column(each));
    const database::value key[] = {id};
    const std::vector<database::column> types(of.claims.size(), database::column::text);
    from.query("SELECT " + columns + " FROM " + dialect::quoted(of.table()) + " WHERE \"id\"=?", key, types,
               [&](const database::row& row) {
                   for (std::size_t i = 0; i < result.size(); ++i) {
                       if (!row.is_null(i)) result[i] = std::string{row.text(i)};
                   }
               });
    return result;
}

} // namespace nscl::entities
