#include "core/audit/readable_records.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/reading/labels.hpp"

namespace nscl::audit {

using entities::action;
using entities::condition;

readable_records::readable_records(database::reader& from, const entities::entity_store& store,
                                   const entities::caller& who, std::span<const journal::entry> rows)
    : store_(store)
{
    std::map<const entities::entity*, std::set<entities::record_id>> told;
    for (const auto& each : rows) {
        if (const auto* of = store.model().find(each.entity)) told[of].insert(each.record);
    }
    for (const auto& [of, ids] : told) {
        const condition parts[] = {store.access().rows(*of, action::read, who),
                                   store.access().rows(*of, action::history, who)};
        auto& found = seen_[of];
        if (!parts[0].is_never() && store.access().may_read(*of, of->fields[of->title_field()], who))
            found.labels = entities::labels_of(from, *of, ids, parts[0]);
        found.all = parts[0].is_always() && parts[1].is_always();
        if (found.all || !store.access().may(*of, action::read, who) || !store.access().may(*of, action::history, who))
            continue;
        std::string sql = "SELECT t.\"id\" FROM " + database::dialect::quoted(of->table()) + " t WHERE t.\"id\" IN (";
        std::vector<database::value> parameters;
        for (const auto id : ids) {
            sql += parameters.empty() ? "?" : ",?";
            parameters.emplace_back(id);
        }
        sql += ")";
        for (const auto& part : parts) {
            sql += " AND " + part.sql;
            parameters.insert(parameters.end(), part.parameters.begin(), part.parameters.end());
        }
        static constexpr database::column types[] = {database::column::integer};
        from.query(sql, parameters, types, [&](const database::row& row) { found.ids.insert(row.integer(0)); });
    }
}

const entities::entity* readable_records::entity_of(const journal::entry& row) const
{
    const auto found = seen_.find(store_.model().find(row.entity));
    if (found == seen_.end()) return nullptr;
    return found->second.all || found->second.ids.contains(row.record) ? found->first : nullptr;
}

std::string_view readable_records::label_of(const journal::entry& row) const
{
    const auto seen = seen_.find(store_.model().find(row.entity));
    if (seen == seen_.end() || row.erased()) return {};
    const auto found = seen->second.labels.find(row.record);
    return found == seen->second.labels.end() ? std::string_view{} : found->second;
}

} // namespace nscl::audit
