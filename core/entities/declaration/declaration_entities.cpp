#include "core/entities/declaration/declaration_reader.hpp"
#include "core/entities/field_types/field_type.hpp"

#include <algorithm>
#include <map>

namespace nscl::entities::parsing {

namespace {

/// MariaDB's longest identifier.
constexpr std::size_t longest_table = 64;

void read_fields(json_members& from, const context& with, entity& into)
{
    const auto list = from.required("fields");
    std::vector<std::string> taken;
    for (const auto& each : list.items()) {
        into.fields.push_back(read_field(each, with));
        if (from.object().fault().found()) return;
        const auto& read = into.fields.back();
        claim_name(taken, read.name, each, "field");
        if (read.title &&
            std::count_if(into.fields.begin(), into.fields.end(), [](const field& f) { return f.title; }) > 1)
            each.fail("an entity has one title field");
        if (read.type == field_type::multi_reference && into.link_table(read).size() > longest_table)
            each.fail("the table name " + into.link_table(read) + " has more than 64 characters; shorten the names");
    }
    if (into.fields.empty()) list.fail("an entity has at least one field");
}

void read_unique(json_members& from, entity& into)
{
    for (const auto& each : from.items("unique")) {
        std::vector<std::size_t> columns;
        for (const auto& item : each.items()) {
            const auto at = field_named(item, into);
            if (std::find(columns.begin(), columns.end(), at) != columns.end()) item.fail("the field occurs twice");
            columns.push_back(at);
            if (item.fault().found()) return;
            const auto& of = into.fields[at];
            if (!rules_of(of.type).column(of) || of.max_length > 255 || of.type == field_type::long_text ||
                of.type == field_type::json)
                item.fail("a field of the type " + std::string(rules_of(of.type).name()) +
                          " cannot be part of a unique index");
        }
        if (columns.size() < 2) each.fail("names fewer than two fields; a single one is declared on its field");
        if (columns.size() > 8) each.fail("names more than eight fields");
        into.unique.push_back(std::move(columns));
    }
}

void read_claims(json_members& from, const context& with, entity& into)
{
    std::vector<std::string> taken;
    for (const auto& each : from.items("claims")) {
        auto members = each.members();
        claim read;
        const auto named = members.required("name");
        read.name = name(named);
        claim_name(taken, read.name, named, "claim");
        read.text = with.callbacks.claim(callback(members.required("callback")));
        read.code = name(members.required("code"));
        members.finish();
        into.claims.push_back(std::move(read));
    }
}

void read_rules(json_members& from, entity& into)
{
    using op = comparison_rule::op;
    static const std::map<std::string, op> ops{{"eq", op::eq}, {"ne", op::ne}, {"lt", op::lt},
                                               {"le", op::le}, {"gt", op::gt}, {"ge", op::ge}};
    for (const auto& each : from.items("rules")) {
        auto members = each.members();
        comparison_rule read;
        read.field = field_named(members.required("field"), into);
        members.required("op");
        const auto how = ops.find(word(members, "op", {"eq", "ne", "lt", "le", "gt", "ge"}));
        if (how != ops.end()) read.how = how->second;
        const auto second = members.required("other");
        read.other = field_named(second, into);
        members.finish();
        if (each.fault().found()) return;
        const auto& left = into.fields[read.field];
        const auto& right = into.fields[read.other];
        if (left.type != right.type || left.scale != right.scale || read.field == read.other)
            second.fail("two different fields of one type and scale are compared");
        if (read.how != op::eq && read.how != op::ne && !rules_of(left.type).ordered())
            each.fail("values of the type " + std::string(rules_of(left.type).name()) + " have no order");
        into.rules.push_back(read);
    }
}

void read_scopes(json_members& from, entity& into)
{
    std::vector<std::string> taken;
    for (const auto& each : from.items("scopes")) {
        auto members = each.members();
        scope read;
        const auto named = members.required("dimension");
        read.dimension = name(named);
        claim_name(taken, read.dimension, named, "dimension");
        const auto path = members.required("path");
        const auto written = path.text();
        for (std::size_t begin = 0; begin <= written.size();) {
            const auto end = std::min(written.find('.', begin), written.size());
            read.path.push_back(written.substr(begin, end - begin));
            if (!is_name(read.path.back())) path.fail("is not \"id\", \"field\" or \"reference.field\"");
            begin = end + 1;
        }
        members.finish();
        into.scopes.push_back(std::move(read));
    }
}

/// Of `grants`; transitions have their own `by`.
const std::vector<std::pair<std::string_view, action>> grantable{
    {"read", action::read},     {"create", action::create},  {"update", action::update},  {"delete", action::delete_},
    {"import", action::import}, {"export", action::export_}, {"history", action::history}};

std::vector<action> read_actions(const json_reader& from)
{
    std::vector<action> result;
    if (from.value().is_string() && from.text() == "all") {
        for (const auto& each : grantable) result.push_back(each.second);
        return result;
    }
    for (const auto& each : from.items()) {
        const auto written = each.text();
        const auto found =
            std::find_if(grantable.begin(), grantable.end(), [&](const auto& g) { return g.first == written; });
        if (found == grantable.end())
            each.fail("\"" + written + "\" is not one of read, create, update, delete, import, export, history");
        else
            result.push_back(found->second);
    }
    if (result.empty()) from.fail("has no action");
    return result;
}

void read_grants(json_members& from, entity& into)
{
    for (const auto& each : from.items("grants")) {
        auto members = each.members();
        permission read;
        read.role = name(members.required("role"));
        read.actions = read_actions(members.required("actions"));
        read.within = names(members, "within");
        members.finish();
        into.permissions.push_back(std::move(read));
    }
}

void read_hooks(json_members& from, const context& with, entity& into)
{
    for (const auto& each : from.items("checks")) into.checks.push_back(with.callbacks.check(callback(each)));
    if (const auto before = from.optional("before")) {
        auto members = before->members();
        for (auto [member, hooks] :
             {std::pair{"create", &into.before_create}, std::pair{"update", &into.before_update},
              std::pair{"delete", &into.before_delete}, std::pair{"transition", &into.before_transition}})
            for (const auto& each : members.items(member)) hooks->push_back(with.callbacks.before(callback(each)));
        members.finish();
    }
    for (const auto& each : from.items("after_commit"))
        into.after_commit.push_back(with.callbacks.after_commit(callback(each)));
}

/// States named by fields, now that the workflow is known.
void check_required_in(const json_reader& entity_reader, const entity& of)
{
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto& states = of.fields[i].required_in;
        for (std::size_t j = 0; j < states.size(); ++j) {
            const auto is_it = [&](const state& each) { return each.name == states[j]; };
            if (of.workflow && std::any_of(of.workflow->states.begin(), of.workflow->states.end(), is_it)) continue;
            entity_reader.fault().report(entity_reader.pointer() + "/fields/" + std::to_string(i) + "/required_in/" +
                                             std::to_string(j),
                                         "there is no state \"" + states[j] + "\"");
        }
    }
}

} // namespace

std::size_t field_named(const json_reader& from, const entity& of)
{
    const auto written = from.text();
    if (const auto at = of.find(written)) return *at;
    from.fail("there is no field \"" + written + "\"");
    return 0;
}

entity read_entity(const json_reader& from, const context& with)
{
    auto members = from.members();
    entity result;
    result.plugin = with.plugin;
    const auto named = members.required("name");
    result.name = name(named);
    if (result.table().size() > longest_table)
        named.fail("the table name " + result.table() + " has more than 64 characters; shorten the name");
    const auto plural = members.required("plural");
    result.plural = name(plural);
    if (result.plural == "actions")
        plural.fail("\"actions\" is where the plugin's own routes live; choose another plural");
    result.label = texts(members.required("label"));
    result.label_many = optional_texts(members, "label_many").value_or(result.label);
    result.icon = members.text("icon");
    read_fields(members, with, result);
    if (from.fault().found()) return result; // whatever follows names fields
    if (const auto flow = members.optional("workflow")) read_workflow(*flow, with, result);
    if (from.fault().found()) return result;
    read_unique(members, result);
    read_claims(members, with, result);
    read_rules(members, result);
    read_scopes(members, result);
    read_grants(members, result);
    read_hooks(members, with, result);
    if (const auto journal = members.optional("journal")) result.journal = journal->boolean();
    check_required_in(from, result);
    members.finish();
    return result;
}

} // namespace nscl::entities::parsing
