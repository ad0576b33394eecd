#include "core/jobs/csv_export.hpp"

#include "core/csv/writer.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/jobs/csv_columns.hpp"

#include <algorithm>
#include <cstring>

namespace nscl::jobs {

using entities::field_type;

namespace {

constexpr int page_rows = 200;

/// With an apostrophe before what a spreadsheet would take for a formula.
std::string no_formula(std::string text)
{
    if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    return text;
}

bool is_number(field_type type)
{
    return type == field_type::integer || type == field_type::decimal || type == field_type::money;
}

/// What people call an option, or a boolean.
std::string in_words(const entities::field& of, const std::string& text, messages::language language)
{
    if (of.type == field_type::boolean && !text.empty()) {
        static const messages::text yes{"Có", "Yes"};
        static const messages::text no{"Không", "No"};
        return (text == "true" ? yes : no).in(language);
    }
    const auto option = std::ranges::find(of.options, text, &entities::option::value);
    return option == of.options.end() ? text : option->label.in(language);
}

} // namespace

csv_export::csv_export(order asked) : order_(std::move(asked))
{
    if (order_.query.fields.empty()) order_.query.fields = readable();
    columns_ = order_.query.fields;
    order_.query.limit = page_rows;
    order_.query.count = false;
    write_header();
}

std::vector<std::size_t> csv_export::readable() const
{
    const auto& of = *order_.of;
    std::vector<std::size_t> fields;
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        if (order_.store->access().may_read(of, of.fields[i], *order_.who)) fields.push_back(i);
    }
    return fields;
}

std::size_t csv_export::next(std::span<char> buffer)
{
    while (sent_ == pending_.size() && !at_end_) {
        pending_.clear();
        sent_ = 0;
        read_page();
    }
    const auto size = std::min(buffer.size(), pending_.size() - sent_);
    std::memcpy(buffer.data(), pending_.data() + sent_, size);
    sent_ += size;
    return size;
}

void csv_export::write_header()
{
    std::vector<std::string> cells{"id"};
    for (const auto index : columns_) cells.push_back(column_head(*order_.of, index, order_.labels));
    pending_ = csv::byte_order_mark;
    csv::write_row(pending_, cells);
}

std::string csv_export::cell(const entities::labels& names, const entities::field& of,
                             const entities::field_value& value) const
{
    auto text = of.target ? names.text(of, value) : entities::rules_of(of.type).write_text(of, value);
    if (is_number(of.type)) return text;
    if (order_.labels) text = in_words(of, text, *order_.labels);
    return no_formula(std::move(text));
}

void csv_export::read_page()
{
    order_.database.read([&](database::reader& from) {
        const auto& of = *order_.of;
        const auto& rights = order_.store->access();
        const auto scope = rights.rows(of, entities::action::export_, *order_.who);
        auto page = entities::read_part(from, scope, of, order_.query, after_);
        const entities::labels names{from, rights, *order_.who, of, page.records, columns_};
        std::vector<std::string> cells;
        for (const auto& record : page.records) {
            cells.assign(1, std::to_string(record.id));
            for (const auto index : columns_) cells.push_back(cell(names, of.fields[index], record.values[index]));
            csv::write_row(pending_, cells);
        }
        at_end_ = !page.end;
        after_ = std::move(page.end);
    });
}

} // namespace nscl::jobs
