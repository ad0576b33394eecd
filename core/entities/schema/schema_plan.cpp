#include "core/entities/schema/schema_plan.hpp"

#include <algorithm>
#include <set>

namespace nscl::entities {

namespace {

using database::column_model;
using database::index_model;
using database::table_model;
using tables = std::vector<table_model>;

schema_step create(table_model table)
{
    schema_step step;
    step.what = schema_step::kind::create_table;
    step.table = table.name;
    table.indexes.clear();
    step.created = std::move(table);
    return step;
}

schema_step add(const std::string& table, const column_model& column)
{
    schema_step step;
    step.what = schema_step::kind::add_column;
    step.table = table;
    step.column = column;
    return step;
}

schema_step change_index(schema_step::kind what, const std::string& table, const index_model& index)
{
    schema_step step;
    step.what = what;
    step.table = table;
    step.index = index;
    if (what == schema_step::kind::drop_index) step.index = {index.name, {}, false};
    return step;
}

/// Why what is stored cannot hold what is declared; "" when it can.
std::string difference(const column_model& declared, const column_model& stored)
{
    using database::storage;
    if (declared.storage != stored.storage)
        return stored.storage == storage::short_text && declared.storage == storage::long_text
                   ? "is stored as a text of at most 255 characters and cannot become longer by itself; keep "
                     "max_length at 255, or declare under \"schema\" that a new revision lengthens the field"
                   : "is stored as another type; give the changed field a new name";
    const bool has_length = declared.storage == storage::short_text || declared.storage == storage::key_bytes;
    if (has_length && declared.length != stored.length)
        return "is stored with a length of " + std::to_string(stored.length) + " and declared with " +
               std::to_string(declared.length) + "; give the changed field a new name";
    if (declared.nullable != stored.nullable) return "may hold NULL in only one of the two versions";
    if (declared.references != stored.references)
        return "refers to " + (stored.references.empty() ? std::string("nothing") : stored.references) +
               " and is declared to refer to " +
               (declared.references.empty() ? std::string("nothing") : declared.references) +
               "; give the changed field a new name";
    return {};
}

void rename(table_model& in, const std::string& from, const std::string& to)
{
    for (auto& each : in.columns)
        if (each.name == from) each.name = to;
    std::replace(in.primary_key.begin(), in.primary_key.end(), from, to);
    for (auto& each : in.indexes) std::replace(each.columns.begin(), each.columns.end(), from, to);
}

class planner {
public:
    planner(const tables& declared, const tables& stored) : declared_(declared), stored_(stored) {}

    schema_plan plan() &&
    {
        create_tables();
        for (const auto& each : declared_)
            if (const auto* existing = named(stored_, each.name)) add_columns(each, *existing);
        plan_.steps.insert(plan_.steps.end(), later_.begin(), later_.end());
        for (const auto& each : declared_) add_indexes(each);
        for (const auto& each : declared_)
            if (const auto* existing = named(stored_, each.name)) drop_indexes(each, *existing);
        return std::move(plan_);
    }

private:
    void conflict(const std::string& table, const std::string& column, const std::string& problem)
    {
        plan_.conflicts.push_back({table, column, problem});
    }

    bool is_there(const column_model& column, const std::string& table) const
    {
        return column.references.empty() || column.references == table || there_.contains(column.references);
    }

    bool is_ready(const table_model& table) const
    {
        return std::all_of(table.columns.begin(), table.columns.end(),
                           [&](const column_model& c) { return is_there(c, table.name); });
    }

    /// The table without those references that have to wait for a table of the same cycle.
    bool can_postpone(const table_model& table) const
    {
        return std::all_of(table.columns.begin(), table.columns.end(),
                           [&](const column_model& c) { return c.nullable || is_there(c, table.name); });
    }

    void create_now(table_model table)
    {
        const auto waits = [&](const column_model& c) { return !is_there(c, table.name); };
        for (const auto& column : table.columns)
            if (waits(column)) later_.push_back(add(table.name, column));
        std::erase_if(table.columns, waits);
        there_.insert(table.name);
        plan_.steps.push_back(create(std::move(table)));
    }

    void create_tables()
    {
        for (const auto& each : stored_) there_.insert(each.name);
        std::vector<const table_model*> waiting;
        for (const auto& each : declared_)
            if (!there_.contains(each.name) && refers_to_known(each)) waiting.push_back(&each);
        while (!waiting.empty()) {
            auto next = std::find_if(waiting.begin(), waiting.end(), [&](const auto* each) { return is_ready(*each); });
            if (next == waiting.end())
                next =
                    std::find_if(waiting.begin(), waiting.end(), [&](const auto* each) { return can_postpone(*each); });
            if (next == waiting.end()) {
                for (const auto* each : waiting)
                    conflict(each->name, "", "required references form a cycle; make one of them optional");
                return;
            }
            create_now(**next);
            waiting.erase(next);
        }
    }

    bool refers_to_known(const table_model& table)
    {
        bool known = true;
        for (const auto& column : table.columns) {
            if (column.references.empty() || named(declared_, column.references) || named(stored_, column.references))
                continue;
            conflict(table.name, column.name, "refers to the table " + column.references + ", which nobody declares");
            known = false;
        }
        return known;
    }

    void add_columns(const table_model& declared, const table_model& existing)
    {
        refers_to_known(declared);
        if (declared.primary_key != existing.primary_key)
            conflict(declared.name, "", "the primary key is stored differently");
        for (const auto& column : declared.columns) {
            const auto* old = named(existing.columns, column.name);
            if (!old && !column.nullable)
                conflict(declared.name, column.name, "a column added to a table with rows must allow NULL");
            else if (!old)
                later_.push_back(add(declared.name, column));
            else if (const auto problem = difference(column, *old); !problem.empty())
                conflict(declared.name, column.name, problem);
        }
    }

    void add_indexes(const table_model& declared)
    {
        const auto* existing = named(stored_, declared.name);
        for (const auto& index : declared.indexes) {
            const auto* old = existing ? named(existing->indexes, index.name) : nullptr;
            if (old && *old == index) continue;
            if (old) plan_.steps.push_back(change_index(schema_step::kind::drop_index, declared.name, *old));
            plan_.steps.push_back(change_index(schema_step::kind::create_index, declared.name, index));
        }
    }

    /// After the new indexes are there: a foreign key on MariaDB is never without one.
    void drop_indexes(const table_model& declared, const table_model& existing)
    {
        for (const auto& old : existing.indexes) {
            const bool over_declared =
                std::all_of(old.columns.begin(), old.columns.end(),
                            [&](const std::string& name) { return named(declared.columns, name); });
            if (named(declared.indexes, old.name) || !over_declared) continue;
            plan_.steps.push_back(change_index(schema_step::kind::drop_index, declared.name, old));
        }
    }

    const tables& declared_;
    const tables& stored_;
    std::set<std::string> there_;
    std::vector<schema_step> later_; ///< columns, once all tables are there
    schema_plan plan_;
};

} // namespace

schema_plan plan_schema(const tables& declared, const tables& stored)
{
    return planner(declared, stored).plan();
}

tables reached(tables stored, const schema_step& taken)
{
    using kind = schema_step::kind;
    if (taken.what == kind::create_table) {
        stored.push_back(taken.created);
        return stored;
    }
    for (auto& table : stored) {
        if (table.name != (taken.what == kind::rename_table ? taken.renamed_from : taken.table)) continue;
        switch (taken.what) {
        case kind::create_table: break;
        case kind::add_column: table.columns.push_back(taken.column); break;
        case kind::create_index: table.indexes.push_back(taken.index); break;
        case kind::drop_index:
            std::erase_if(table.indexes, [&](const auto& each) { return each.name == taken.index.name; });
            break;
        case kind::rename_column: rename(table, taken.renamed_from, taken.column.name); break;
        case kind::rename_table: table.name = taken.table; break;
        case kind::lengthen_column:
            for (auto& each : table.columns)
                if (each.name == taken.column.name) each = taken.column;
            break;
        }
    }
    return stored;
}

} // namespace nscl::entities
