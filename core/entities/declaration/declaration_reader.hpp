#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/entities/declaration/json_reader.hpp"

/// The parts of the declaration's reader, one per part of docs/declaration.md. What is wrong goes to the readers' common fault.
namespace nscl::entities::parsing {

/// What the parts need besides their piece of the document.
struct context {
    const std::string& plugin;
    callback_binder& callbacks;
    std::vector<contributed_type>& types;
};

// declaration_words.cpp: what occurs everywhere.

/// See is_name().
std::string name(const json_reader& from);
/// "plugin.name".
std::string full_name(const json_reader& from);
/// Both languages.
messages::text texts(const json_reader& from);
std::optional<messages::text> optional_texts(json_members& from, std::string_view member);
unsigned callback(const json_reader& from);
/// Names, none of them twice.
std::vector<std::string> names(json_members& from, std::string_view member);
/// One of `words`, or the first of them when absent.
std::string word(json_members& from, std::string_view member, const std::vector<std::string_view>& words);
/// Reports a name that is already taken in `taken`; adds it otherwise.
void claim_name(std::vector<std::string>& taken, const std::string& name, const json_reader& where,
                std::string_view what);

// declaration_fields.cpp
field read_field(const json_reader& from, const context& with);

// declaration_entities.cpp
entity read_entity(const json_reader& from, const context& with);
/// The field of that name; reported when there is none.
std::size_t field_named(const json_reader& from, const entity& of);

// declaration_workflow.cpp: adds the workflow and its state field.
void read_workflow(const json_reader& from, const context& with, entity& into);

// declaration_parts.cpp
role read_role(const json_reader& from);
dimension read_dimension(const json_reader& from);
route_declaration read_route(const json_reader& from, const declaration& so_far);
message_declaration read_message(const json_reader& from);
event_declaration read_event(const json_reader& from);
setting_declaration read_setting(const json_reader& from);
contributed_type read_type(const json_reader& from, const context& with);
indicator_declaration read_indicator(const json_reader& from);
dashboard_declaration read_dashboard(const json_reader& from, const declaration& so_far);
seed_declaration read_seed(const json_reader& from, const declaration& so_far);
menu_declaration read_menu(const json_reader& from, const declaration& so_far);

// declaration_schema.cpp: the revision and what it changed in the entities, which are there already.
void read_schema(const json_reader& from, declaration& into);

} // namespace nscl::entities::parsing
