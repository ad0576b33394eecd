#include "core/entities/model/entity.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

std::string kebab_case(std::string_view of)
{
    std::string name{of};
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

template <class Part>
const Part* part_named(const std::vector<Part>& parts, std::string_view name)
{
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& each) { return each.name == name; });
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

std::string_view name(action what)
{
    switch (what) {
    case action::read: return "read";
    case action::create: return "create";
    case action::update: return "update";
    case action::delete_: return "delete";
    case action::transition: return "transition";
    case action::import: return "import";
    case action::export_: return "export";
    case action::history: return "history";
    }
    return {};
}

const transition* workflow::find(std::string_view name) const
{
    return part_named(transitions, name);
}

bool is_name(std::string_view text)
{
    if (text.empty() || text.size() > longest_name || text.front() < 'a' || text.front() > 'z') return false;
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::string path_of(std::string_view plugin)
{
    return "/" + kebab_case(plugin);
}

std::string entity::path() const
{
    return path_of(plugin) + "/" + kebab_case(plural);
}

std::optional<std::size_t> entity::find(std::string_view field_name) const
{
    const auto* found = part_named(fields, field_name);
    if (!found) return std::nullopt;
    return static_cast<std::size_t>(found - fields.data());
}

std::optional<std::size_t> entity::find_ever(std::string_view field_name) const
{
    if (const auto found = find(field_name)) return found;
    const auto had_it = [&](const entities::field& each) {
        return std::find(each.former_names.begin(), each.former_names.end(), field_name) != each.former_names.end();
    };
    const auto found = std::find_if(fields.begin(), fields.end(), had_it);
    if (found == fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - fields.begin());
}

std::size_t entity::title_field() const
{
    const auto at = [&](auto wanted) { return std::find_if(fields.begin(), fields.end(), wanted); };
    auto found = at([](const entities::field& each) { return each.title; });
    if (found == fields.end()) found = at([](const entities::field& each) { return each.type == field_type::text; });
    return found == fields.end() ? 0 : static_cast<std::size_t>(found - fields.begin());
}

const scope* entity::scope_of(std::string_view dimension) const
{
    const auto found =
        std::find_if(scopes.begin(), scopes.end(), [&](const auto& each) { return each.dimension == dimension; });
    return found == scopes.end() ? nullptr : &*found;
}

bool is_given(const field& of)
{
    return !of.readonly && !of.state && of.number.empty();
}

database::column column_type(const field& of)
{
    switch (of.type) {
    case field_type::integer:
    case field_type::decimal:
    case field_type::money:
    case field_type::boolean:
    case field_type::timestamp:
    case field_type::reference:
    case field_type::attachment: return database::column::integer;
    default: return database::column::text;
    }
}

bool points_to_records(const field& of)
{
    return of.type == field_type::reference || of.type == field_type::multi_reference ||
           of.type == field_type::attachment;
}

bool has_sort_key(const field& of)
{
    return of.sortable && (of.type == field_type::text || of.type == field_type::email ||
                           of.type == field_type::phone || of.type == field_type::url);
}

bool has_words(const field& of)
{
    return of.searchable && of.read_by.empty();
}

std::string sort_column(const field& sorted)
{
    return "_sort_" + sorted.name;
}

std::string claim_column(const claim& claimed)
{
    return "_claim_" + claimed.name;
}

std::string number_sequences(const entity& of, std::string_view field_name)
{
    return of.full_name() + "." + std::string{field_name} + ".";
}

} // namespace nscl::entities
