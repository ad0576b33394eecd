#include "core/entities/schema/schema_change.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

using database::column_model;
using database::table_model;
using tables = std::vector<table_model>;

field field_called(const std::string& name)
{
    field made;
    made.name = name;
    return made;
}

class change_planner {
public:
    change_planner(const std::string& plugin, const schema_change& declared, const tables& stored)
        : declared_(declared), stored_(stored)
    {
        of_.plugin = plugin;
        of_.name = declared.entity;
    }

    schema_plan plan() &&
    {
        if (declared_.what == schema_change::kind::lengthen)
            lengthen();
        else
            rename();
        return std::move(plan_);
    }

private:
    void rename()
    {
        const auto from = field_called(declared_.field);
        const auto to = field_called(declared_.renamed_to);
        rename_links(of_.link_table(from), of_.link_table(to));
        const auto* own = named(stored_, of_.table());
        if (!own) return;
        const bool is_old = named(own->columns, from.name) != nullptr;
        if (is_old && named(own->columns, to.name)) return in_the_way(own->name, to.name);
        if (is_old) rename_column(*own, from.name, to.name);
        // A key left behind by an earlier field is written anew with what else is derived from records.
        if (named(own->columns, sort_column(from)) && !named(own->columns, sort_column(to)))
            rename_column(*own, sort_column(from), sort_column(to));
    }

    void rename_column(const table_model& in, const std::string& from, const std::string& to)
    {
        schema_step step;
        step.what = schema_step::kind::rename_column;
        step.table = in.name;
        step.renamed_from = from;
        step.column = *named(in.columns, from);
        step.column.name = to;
        plan_.steps.push_back(std::move(step));
    }

    void rename_links(const std::string& from, const std::string& to)
    {
        const auto* links = named(stored_, from);
        if (!links) return;
        if (named(stored_, to)) return in_the_way(to, {});
        schema_step step;
        step.what = schema_step::kind::rename_table;
        step.table = to;
        step.renamed_from = from;
        step.created = *links;
        step.created.name = to;
        plan_.steps.push_back(std::move(step));
    }

    void lengthen()
    {
        const auto* own = named(stored_, of_.table());
        const auto* column = own ? named(own->columns, declared_.field) : nullptr;
        if (!column || column->storage != database::storage::short_text) return;
        schema_step step;
        for (const auto& index : own->indexes) {
            if (std::find(index.columns.begin(), index.columns.end(), column->name) == index.columns.end()) continue;
            step.what = schema_step::kind::drop_index;
            step.table = own->name;
            step.index = {index.name, {}, false};
            plan_.steps.push_back(step);
        }
        step = {};
        step.what = schema_step::kind::lengthen_column;
        step.table = own->name;
        step.column = *column;
        step.column.storage = database::storage::long_text;
        plan_.steps.push_back(std::move(step));
    }

    void in_the_way(const std::string& table, const std::string& column)
    {
        plan_.conflicts.push_back({table, column,
                                   "is there already, with data of an earlier version, so that " + declared_.field +
                                       " cannot be renamed to " + declared_.renamed_to +
                                       "; choose another name for the field"});
    }

    entity of_; ///< as much of it as names tables
    const schema_change& declared_;
    const tables& stored_;
    schema_plan plan_;
};

} // namespace

schema_plan plan_change(const std::string& plugin, const schema_change& declared, const tables& stored)
{
    return change_planner(plugin, declared, stored).plan();
}

} // namespace nscl::entities
