#include "core/entities/declaration/declaration.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/model/model.hpp"
#include "core/entities/schema/schema_plan.hpp"
#include "core/entities/schema/table_snapshot.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/unit/entities/declared.hpp"

#include <boost/json/parse.hpp>

namespace nscl::fuzz {
namespace {

using namespace entities;

boost::system::result<declaration, declaration_error> read(std::string_view document)
{
    fake_binder callbacks;
    std::vector<contributed_type> types;
    return read_declaration("p", document, callbacks, types);
}

void check_field(const field& of)
{
    require(is_name(of.name), "fields have names");
    require(!of.label.vi.empty() && !of.label.en.empty(), "and labels in both languages");
    require(of.min_length <= of.max_length, "lengths leave room");
    require(!of.min || !of.max || *of.min <= *of.max, "limits leave room");
    require(!of.title || !of.state, "a state is no title");
    boost::json::error_code wrong;
    boost::json::parse(rules_of(of.type).json_schema(of), wrong);
    require(!wrong, "a field's schema is JSON");
    if (of.default_value) require(accept_stored(of, *of.default_value).has_value(), "a default is acceptable");
}

void check_entity(const entity& of)
{
    require(is_name(of.name) && is_name(of.plural) && of.plugin == "p", "entities have names");
    require(of.title_field() < of.fields.size(), "and titles");
    for (const auto& each : of.fields) check_field(each);
    for (const auto& rule : of.rules)
        require(rule.field < of.fields.size() && rule.other < of.fields.size(), "rules name fields");
    if (!of.workflow) return;
    require(of.fields.at(of.workflow->field).state, "a workflow has a state");
    for (const auto& taken : of.workflow->transitions) {
        require(!taken.from.empty(), "transitions begin somewhere");
        for (const auto at : taken.fields) require(at < of.fields.size(), "and name fields");
        for (const auto at : taken.required) require(at < of.fields.size(), "and require fields");
    }
}

/// The tables of everything together can be made, and are remembered as they are.
void check_tables(const model& all)
{
    std::vector<database::table_model> tables;
    for (const auto* each : all.entities())
        for (auto& table : tables_of(*each)) tables.push_back(std::move(table));
    for (const auto& each : tables) {
        require(each.name.size() <= 64, "MariaDB takes the name");
        require(from_snapshot(to_snapshot(each)) == each, "a table is remembered as it is");
    }
    const auto plan = plan_schema(tables, {});
    if (!plan.conflicts.empty()) return; // required references in a circle
    std::vector<database::table_model> made;
    for (const auto& step : plan.steps) made = reached(std::move(made), step);
    const auto rest = plan_schema(tables, made);
    require(rest.steps.empty() && rest.conflicts.empty(), "a plan leads where it should");
}

} // namespace

/// A declaration document.
void check_declaration(std::string_view input)
{
    auto first = read(input);
    const auto second = read(input);
    require(first.has_value() == second.has_value(), "a document is read the same twice");
    if (first.has_error()) {
        require(first.error().pointer == second.error().pointer && first.error().problem == second.error().problem,
                "and refused the same");
        require(!first.error().problem.empty(), "with a reason");
        return;
    }
    for (const auto& each : first->entities) check_entity(each);
    for (const auto& each : first->routes) {
        const auto path = path_of("p", each);
        if (each.space == route_space::site)
            require(path == each.pattern && !path.starts_with("/api/") && !path.starts_with("/p/"),
                    "a site has no path of the server's own");
        else
            require(path.starts_with(each.space == route_space::public_pages ? "/p/p" : "/api/v1/p/actions"),
                    "routes stay in their space");
    }
    std::vector<declaration> all;
    all.push_back(std::move(*first));
    const auto built = model::build(std::move(all));
    if (built.has_error()) {
        require(!built.error().problem.empty(), "a model that cannot be has a reason");
        return;
    }
    check_tables(**built);
}

} // namespace nscl::fuzz
