#include "core/jobs/csv_columns.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/parameter.hpp"
#include "core/platform/ascii.hpp"
#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>
#include <charconv>

namespace nscl::jobs {

using entities::field_type;
using messages::reason;

namespace {

bool refers(const entities::field& of)
{
    return of.target && (of.type == field_type::reference || of.type == field_type::multi_reference);
}

/// The one part that is called so in either language, however it is accented; nullptr where none is, or several are.
template <class Part>
const Part* labelled(const std::vector<Part>& parts, std::string_view text)
{
    const auto folded = text::fold(text);
    const Part* found = nullptr;
    for (const auto& each : parts) {
        if (text::fold(each.label.vi) != folded && text::fold(each.label.en) != folded) continue;
        if (found) return nullptr;
        found = &each;
    }
    return found;
}

std::optional<std::size_t> field_called(std::string_view header, const entities::entity& of)
{
    if (const auto index = of.find(header)) return index;
    const auto found = labelled(of.fields, header);
    return found ? std::optional{static_cast<std::size_t>(found - of.fields.data())} : std::nullopt;
}

} // namespace

std::string column_head(const entities::entity& of, std::size_t field, std::optional<messages::language> language)
{
    const auto& named = of.fields[field];
    const bool by_label = language && field_called(named.label.in(*language), of) == field;
    return by_label ? named.label.in(*language) : named.name;
}

bool may_import(const entities::access& rights, const entities::caller& who, const entities::entity& of,
                const entities::field& into)
{
    return entities::is_given(into) && into.type != field_type::attachment && rights.may_write(of, into, who);
}

messages::outcome<csv_columns> csv_columns::read(const csv::row& header, const entities::entity& of,
                                                 const entities::access& rights, const entities::caller& who)
{
    csv_columns made;
    auto refused = messages::refuse(reason::invalid, "invalid");
    for (const auto& cell : header.cells) {
        const auto name = platform::trimmed(cell);
        const auto index = field_called(name, of);
        if (!index || !may_import(rights, who, of, of.fields[*index])) {
            refused.errors.push_back({"", "csv_unknown_column", {{"name", std::string{name}}}});
        } else if (std::find(made.fields_.begin(), made.fields_.end(), *index) != made.fields_.end()) {
            refused.errors.push_back({"", "csv_duplicate_column", {{"name", std::string{name}}}});
        } else {
            made.fields_.push_back(*index);
            made.headers_.emplace_back(name);
        }
    }
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto& each = of.fields[i];
        // A field that he may not read must not tell by being missed.
        const bool needed =
            each.required && !each.default_value && entities::is_given(each) && rights.may_read(of, each, who);
        if (needed && std::find(made.fields_.begin(), made.fields_.end(), i) == made.fields_.end()) {
            refused.errors.push_back({"", "csv_missing_column", {{"name", each.name}}});
        }
    }
    if (!refused.errors.empty()) return refused;
    return made;
}

std::string csv_columns::header_of(std::string_view field_name, const entities::entity& of) const
{
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (of.fields[fields_[i]].name == field_name) return headers_[i];
    }
    return std::string{field_name};
}

cell_reader::cell_reader(const entities::entity_store& store, const entities::caller& who, const entities::entity& of)
    : store_(store), who_(who), of_(of)
{
}

entities::field_values cell_reader::read(database::reader& from, const csv::row& row, const csv_columns& columns,
                                         std::vector<row_error>& errors)
{
    entities::field_values values;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto index = columns.fields()[i];
        auto value = read_cell(from, of_.fields[index], platform::trimmed(row.cells[i]));
        if (value.has_error()) {
            errors.push_back({row.number, columns.header_of(of_.fields[index].name, of_), value.error().code,
                              value.error().parameters});
        } else if (!entities::is_null(*value)) {
            values.emplace(index, std::move(*value));
        }
    }
    return values;
}

entities::parsed_value cell_reader::read_cell(database::reader& from, const entities::field& into,
                                              std::string_view text)
{
    if (into.type == field_type::enumeration) return entities::accept_text(into, code_of(into, text));
    if (!refers(into)) return entities::accept_text(into, text);
    if (text.empty()) return entities::field_value{};
    if (into.type == field_type::multi_reference) return read_list(from, into, text);
    if (const auto id = find(from, *into.target, text)) return entities::field_value{*id};
    return entities::value_error{"unknown_reference", {{"id", std::string{text}}}};
}

entities::parsed_value cell_reader::read_list(database::reader& from, const entities::field& into,
                                              std::string_view text)
{
    std::vector<entities::record_id> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        const auto item = platform::trimmed(text.substr(0, end));
        const auto id = find(from, *into.target, item);
        if (!id) return entities::value_error{"unknown_reference", {{"id", std::string{item}}}};
        if (std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return entities::field_value{std::move(ids)};
}

std::string_view cell_reader::code_of(const entities::field& into, std::string_view text)
{
    if (std::ranges::find(into.options, text, &entities::option::value) != into.options.end()) return text;
    const auto [known, is_new] = codes_.try_emplace({&into, std::string{text}});
    if (is_new) {
        const auto* option = platform::is_utf8(text) ? labelled(into.options, text) : nullptr;
        known->second = option ? option->value : text;
    }
    return known->second;
}

std::optional<entities::record_id> cell_reader::find(database::reader& from, const entities::entity& target,
                                                     std::string_view text)
{
    const std::pair key{&target, std::string{text}};
    if (const auto known = known_.find(key); known != known_.end()) return known->second;

    const auto scope = store_.access().rows(target, entities::action::read, who_);
    const auto look = [&](const std::string& column,
                          const database::value& wanted) -> std::optional<entities::record_id> {
        std::vector<database::value> parameters{wanted};
        parameters.insert(parameters.end(), scope.parameters.begin(), scope.parameters.end());
        std::vector<entities::record_id> found;
        static constexpr database::column types[] = {database::column::integer};
        from.query("SELECT t.\"id\" FROM " + database::dialect::quoted(target.table()) + " t WHERE t." +
                       database::dialect::quoted(column) + "=? AND " + scope.sql + " LIMIT 2",
                   parameters, types, [&](const database::row& row) { found.push_back(row.integer(0)); });
        return found.size() == 1 ? std::optional{found.front()} : std::nullopt;
    };

    std::optional<entities::record_id> result;
    if (text.starts_with('#')) {
        entities::record_id id = 0;
        const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), id);
        if (error == std::errc{} && end == text.data() + text.size()) result = look("id", id);
    }
    for (const auto& each : target.fields) {
        // A field that he may not read must not tell by being found.
        if (result || !each.unique || each.type != field_type::text || !store_.access().may_read(target, each, who_))
            continue;
        if (auto value = entities::accept_text(each, text);
            value.has_value() && std::holds_alternative<std::string>(*value)) {
            result = look(each.name, std::get<std::string>(*value));
        }
    }
    const auto& title = target.fields[target.title_field()];
    if (!result && store_.access().may_read(target, title, who_)) {
        if (auto value = entities::accept_text(title, text); value.has_value())
            result = look(title.name, entities::to_parameter(*value));
    }
    // What is missing now may be a row of this very file.
    if (result) known_.emplace(key, *result);
    return result;
}

messages::refusal refusal_of(const csv::error& wrong)
{
    messages::parameters where{{"line", std::to_string(wrong.line)}, {"row", std::to_string(wrong.row)}};
    if (wrong.code == "utf16") return messages::refuse(reason::unreadable, "csv_utf16", where);
    // Old Vietnamese spreadsheets save in Windows-1258: single bytes from 0x80 on.
    if (wrong.code == "not_utf8") return messages::refuse(reason::unreadable, "csv_windows_1258", where);
    if (wrong.code == "unclosed_quote") return messages::refuse(reason::unreadable, "csv_unbalanced_quote", where);
    if (wrong.code == "cell_count") {
        where.emplace_back("found", std::to_string(wrong.found));
        where.emplace_back("expected", std::to_string(wrong.expected));
        return messages::refuse(reason::unreadable, "csv_row_length", where);
    }
    if (wrong.code == "zero_byte") return messages::refuse(reason::unreadable, "csv_encoding", where);
    return messages::refuse(reason::unreadable, "csv_stray_quote", where);
}

} // namespace nscl::jobs
