#include "core/entities/model/access.hpp"

#include "core/database/dialect.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

using database::dialect;

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Follows a scope's path from the row `alias` to a column that holds one of `ids`; every reference on the way is
/// one EXISTS deeper.
condition reaches(const entity& of, const std::string& alias, std::span<const std::string> path,
                  const std::vector<record_id>& ids)
{
    if (ids.empty()) return condition::never();
    if (path.front() == "id") return condition::one_of(alias + ".\"id\"", ids);
    const field& step = of.fields[*of.find(path.front())];
    const std::string next = alias + "_";
    if (step.type == field_type::multi_reference) {
        const auto listed = path.size() == 1 ? condition::one_of(next + ".\"target\"", ids)
                                             : reaches(*step.target, next + "t", path.subspan(1), ids);
        std::string sql = "EXISTS (SELECT 1 FROM " + dialect::quoted(of.link_table(step)) + " " + next;
        if (path.size() > 1) {
            sql += " JOIN " + dialect::quoted(step.target->table()) + " " + next + "t ON " + next +
                   "t.\"id\" = " + next + ".\"target\"";
        }
        return {sql + " WHERE " + next + ".\"id\" = " + alias + ".\"id\" AND " + listed.sql + ")", listed.parameters};
    }
    const std::string column = alias + "." + dialect::quoted(step.name);
    if (path.size() == 1) return condition::one_of(column, ids);
    auto deeper = reaches(*step.target, next, path.subspan(1), ids);
    deeper.sql = "EXISTS (SELECT 1 FROM " + dialect::quoted(step.target->table()) + " " + next + " WHERE " + next +
                 ".\"id\" = " + column + " AND " + deeper.sql + ")";
    return deeper;
}

/// Joins alternatives with OR.
class alternatives {
public:
    /// False once everything is allowed.
    bool add(condition next)
    {
        if (next.is_never()) return true;
        if (next.is_always()) {
            joined_ = condition::always();
            return false;
        }
        if (contains(seen_, next.sql) && next.parameters.empty()) return true;
        joined_.sql += joined_.sql.empty() ? "(" : " OR ";
        joined_.sql += next.sql;
        joined_.parameters.insert(joined_.parameters.end(), next.parameters.begin(), next.parameters.end());
        seen_.push_back(std::move(next.sql));
        return true;
    }

    condition joined() &&
    {
        if (joined_.is_always()) return joined_;
        if (joined_.sql.empty()) return condition::never();
        joined_.sql += ")";
        return std::move(joined_);
    }

private:
    condition joined_;
    std::vector<std::string> seen_;
};

} // namespace

condition access::inside(const entity& of, const permission& allowed, const grant& held, const caller& who) const
{
    auto all = condition::always();
    for (const auto& name : allowed.within) {
        const auto* dimension = model_.find_dimension(name);
        const auto* way = of.scope_of(name);
        if (!dimension || !way) return condition::never();
        const auto given = held.values.find(name);
        const std::vector<record_id> ids = dimension->self              ? std::vector{who.user}
                                           : given == held.values.end() ? std::vector<record_id>{}
                                                                        : given->second;
        all = std::move(all) && reaches(of, "t", way->path, ids);
    }
    return all;
}

condition access::rows(const entity& of, action what, const caller& who) const
{
    if (who.what == caller::kind::system) return condition::always();
    alternatives found;
    for (const auto& allowed : of.permissions) {
        if (std::find(allowed.actions.begin(), allowed.actions.end(), what) == allowed.actions.end()) continue;
        for (const auto& held : who.grants) {
            if (held.role == allowed.role && !found.add(inside(of, allowed, held, who))) return condition::always();
        }
    }
    return std::move(found).joined();
}

condition access::rows(const entity& of, const transition& taken, const caller& who) const
{
    if (who.what == caller::kind::system) return condition::always();
    alternatives found;
    for (const auto& held : who.grants) {
        if (!contains(taken.by, held.role)) continue;
        // What the role reads, it may read through a role that it includes.
        const auto roles = model_.expanded(held.role);
        for (const auto& allowed : of.permissions) {
            const bool reads =
                std::find(allowed.actions.begin(), allowed.actions.end(), action::read) != allowed.actions.end();
            if (!reads || !roles.contains(allowed.role)) continue;
            if (!found.add(inside(of, allowed, held, who))) return condition::always();
        }
    }
    return std::move(found).joined();
}

bool access::may(const entity& of, action what, const caller& who) const
{
    return !rows(of, what, who).is_never();
}

bool access::may_read(const entity&, const field& asked, const caller& who) const
{
    if (asked.read_by.empty() || who.what == caller::kind::system) return true;
    return std::any_of(asked.read_by.begin(), asked.read_by.end(),
                       [&](const auto& role) { return who.has_role(role); });
}

bool access::may_write(const entity& of, const field& asked, const caller& who) const
{
    if (who.what == caller::kind::system) return true;
    if (!may_read(of, asked, who)) return false;
    return asked.written_by.empty() || std::any_of(asked.written_by.begin(), asked.written_by.end(),
                                                   [&](const auto& role) { return who.has_role(role); });
}

} // namespace nscl::entities
