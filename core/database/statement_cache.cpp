#include "core/database/statement_cache.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

namespace nscl::database {
namespace {

/// The type that a parameter binds as; null may stand for either.
column type_of_value(const value& given)
{
    return std::holds_alternative<std::int64_t>(given) ? column::integer : column::text;
}

bool fits(std::span<const column> types, std::span<const value> given)
{
    return std::ranges::equal(types, given, [](column type, const value& parameter) {
        return std::holds_alternative<std::monostate>(parameter) || type_of_value(parameter) == type;
    });
}

} // namespace

statement_cache::statement_cache(std::size_t capacity, preparer prepare)
    : capacity_(capacity), prepare_(std::move(prepare))
{
}

statement_cache::~statement_cache() = default;

statement_cache::lease::lease(statement_cache& from, entries::iterator at)
    : from_(from), at_(at), exceptions_(std::uncaught_exceptions())
{
    at_->busy = true;
}

statement_cache::lease::~lease()
{
    at_->busy = false;
    if (std::uncaught_exceptions() > exceptions_) from_.erase(at_);
}

prepared_statement* statement_cache::lease::operator->() const
{
    return at_->statement.get();
}

statement_cache::lease statement_cache::get(std::string_view sql, std::span<const value> parameters,
                                            std::span<const column> columns)
{
    if (const auto found = find(sql, parameters, columns); found != entries_.end()) {
        entries_.splice(entries_.begin(), entries_, found);
        return {*this, found};
    }
    make_room();
    return {*this, add(sql, parameters, columns)};
}

void statement_cache::clear()
{
    by_sql_.clear();
    entries_.clear();
}

void statement_cache::forget_idle()
{
    for (auto at = entries_.begin(); at != entries_.end();) {
        const auto next = std::next(at);
        if (!at->busy) erase(at);
        at = next;
    }
}

std::size_t statement_cache::size() const
{
    return entries_.size();
}

statement_cache::entries::iterator statement_cache::find(std::string_view sql, std::span<const value> parameters,
                                                         std::span<const column> columns)
{
    const auto [first, last] = by_sql_.equal_range(sql);
    for (auto at = first; at != last; ++at) {
        const entry& known = *at->second;
        if (!known.busy && fits(known.parameters, parameters) && std::ranges::equal(known.columns, columns))
            return at->second;
    }
    return entries_.end();
}

statement_cache::entries::iterator statement_cache::add(std::string_view sql, std::span<const value> parameters,
                                                        std::span<const column> columns)
{
    entry made{.sql = std::string{sql}, .parameters = {}, .columns = {columns.begin(), columns.end()}, .statement = {}};
    std::ranges::transform(parameters, std::back_inserter(made.parameters), type_of_value);
    made.statement = prepare_(sql, made.parameters, columns);
    entries_.push_front(std::move(made));
    by_sql_.emplace(entries_.front().sql, entries_.begin());
    return entries_.begin();
}

void statement_cache::erase(entries::iterator at)
{
    const auto [first, last] = by_sql_.equal_range(at->sql);
    by_sql_.erase(std::find_if(first, last, [&](const auto& known) { return known.second == at; }));
    entries_.erase(at);
}

void statement_cache::make_room()
{
    if (entries_.size() < capacity_) return;
    const auto idle = std::find_if(entries_.rbegin(), entries_.rend(), [](const entry& e) { return !e.busy; });
    if (idle != entries_.rend()) erase(std::prev(idle.base()));
}

} // namespace nscl::database
