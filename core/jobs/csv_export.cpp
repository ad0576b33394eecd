#include "core/jobs/csv_export.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/reading/labels.hpp"

#include <algorithm>
#include <cstring>

namespace nscl::jobs {

using entities::field_type;

namespace {

constexpr int page_rows = 200;

void write_cell(std::string& out, std::string_view text)
{
    const bool formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
    const bool quoted = text.find_first_of(",;\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (formula) out += '\'';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

bool is_number(field_type type)
{
    return type == field_type::integer || type == field_type::decimal || type == field_type::money;
}

} // namespace

csv_export::csv_export(order asked) : order_(std::move(asked)), columns_(order_.query.fields)
{
    const auto& of = *order_.of;
    for (std::size_t i = 0; columns_.empty() && i < of.fields.size(); ++i) {
        if (order_.store->access().may_read(of, of.fields[i], *order_.who)) order_.query.fields.push_back(i);
    }
    if (columns_.empty()) columns_ = order_.query.fields;
    order_.query.limit = page_rows;
    order_.query.count = false;
    write_header();
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
    pending_ = "\xEF\xBB\xBFid";
    for (const auto index : columns_) {
        pending_ += ',';
        write_cell(pending_, order_.of->fields[index].name);
    }
    pending_ += "\r\n";
}

void csv_export::read_page()
{
    order_.database.read([&](database::reader& from) {
        const auto& of = *order_.of;
        const auto& rights = order_.store->access();
        const auto scope = rights.rows(of, entities::action::export_, *order_.who);
        auto page = entities::read_part(from, scope, of, order_.query, after_);
        const entities::labels names{from, rights, *order_.who, of, page.records, columns_};
        for (const auto& record : page.records) {
            pending_ += std::to_string(record.id);
            for (const auto index : columns_) {
                const auto& each = of.fields[index];
                pending_ += ',';
                if (each.target)
                    write_cell(pending_, names.text(each, record.values[index]));
                else if (is_number(each.type))
                    pending_ += entities::rules_of(each.type).write_text(each, record.values[index]);
                else
                    write_cell(pending_, entities::rules_of(each.type).write_text(each, record.values[index]));
            }
            pending_ += "\r\n";
        }
        at_end_ = !page.end;
        after_ = std::move(page.end);
    });
}

} // namespace nscl::jobs
