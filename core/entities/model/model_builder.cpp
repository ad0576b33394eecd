#include "core/entities/model/model_builder.hpp"

#include "core/database/dialect.hpp"
#include "core/entities/field_types/field_type.hpp"

namespace nscl::entities {

declaration_error model_builder::error(const declaration& in, const std::string& pointer, const std::string& problem)
{
    return {pointer, "plugin " + in.plugin + ": " + problem};
}

std::string model_builder::item(const std::string& list, std::size_t at)
{
    return list + "/" + std::to_string(at);
}

bool model_builder::refers(const field& of)
{
    return of.type == field_type::reference || of.type == field_type::multi_reference;
}

model_builder::model_builder(std::vector<declaration> declarations) : model_(new model)
{
    model_->declarations_ = std::move(declarations);
}

boost::system::result<std::shared_ptr<model>, declaration_error> model_builder::build() &&
{
    if (auto wrong = collect_entities()) return *wrong;
    if (auto wrong = collect_roles()) return *wrong;
    if (auto wrong = collect_dimensions()) return *wrong;
    for (auto& each : model_->declarations_)
        for (std::size_t i = 0; i < each.entities.size(); ++i)
            if (auto wrong = resolve_fields(each, each.entities[i], item("/entities", i))) return *wrong;
    prepare_columns();
    for (const auto& each : model_->declarations_) {
        if (auto wrong = check_includes(each)) return *wrong;
        if (auto wrong = check_dimensions(each)) return *wrong;
        if (auto wrong = check_permissions(each)) return *wrong;
        if (auto wrong = check_events(each)) return *wrong;
        for (std::size_t i = 0; i < each.entities.size(); ++i)
            if (auto wrong = check_entity(each, each.entities[i], item("/entities", i))) return *wrong;
    }
    return model_;
}

model_builder::problem model_builder::take_table(const entity& of, const std::string& table, const std::string& pointer)
{
    const auto [owner, is_new] = table_owners_.emplace(table, of.full_name());
    if (is_new) return std::nullopt;
    return declaration_error{pointer, "plugin " + of.plugin + ": " + of.full_name() + " and " + owner->second +
                                          " would share the table " + table + "; rename one of them"};
}

model_builder::problem model_builder::collect_entities()
{
    for (auto& from : model_->declarations_) {
        for (std::size_t i = 0; i < from.entities.size(); ++i) {
            auto& each = from.entities[i];
            const auto pointer = item("/entities", i);
            each.plugin = from.plugin;
            if (!model_->by_name_.emplace(each.full_name(), &each).second)
                return error(from, pointer + "/name", "the entity " + each.full_name() + " is declared twice");
            if (auto wrong = take_table(each, each.table(), pointer + "/name")) return wrong;
            for (std::size_t f = 0; f < each.fields.size(); ++f)
                if (each.fields[f].type == field_type::multi_reference)
                    if (auto wrong =
                            take_table(each, each.link_table(each.fields[f]), item(pointer + "/fields", f) + "/name"))
                        return wrong;
            const auto [owner, is_new] = path_owners_.emplace(each.path(), each.full_name());
            if (!is_new)
                return error(from, pointer + "/plural",
                             each.full_name() + " and " + owner->second + " would share the path " + each.path() +
                                 "; change a plural");
        }
    }
    return std::nullopt;
}

model_builder::problem model_builder::collect_roles()
{
    for (const auto& from : model_->declarations_) {
        for (std::size_t i = 0; i < from.roles.size(); ++i) {
            const auto [owner, is_new] = role_owners_.emplace(from.roles[i].name, from.plugin);
            if (!is_new)
                return error(from, item("/roles", i) + "/name",
                             "the role " + from.roles[i].name + " is declared by the plugin " + owner->second +
                                 " already; rename it or leave it out");
            model_->roles_.emplace(from.roles[i].name, from.roles[i]);
        }
    }
    return std::nullopt;
}

model_builder::problem model_builder::collect_dimensions()
{
    for (const auto& from : model_->declarations_) {
        for (std::size_t i = 0; i < from.dimensions.size(); ++i) {
            const auto [owner, is_new] = dimension_owners_.emplace(from.dimensions[i].name, from.plugin);
            if (!is_new)
                return error(from, item("/dimensions", i) + "/name",
                             "the dimension " + from.dimensions[i].name + " is declared by the plugin " +
                                 owner->second + " already; rename it or leave it out");
            model_->dimensions_.emplace(from.dimensions[i].name, from.dimensions[i]);
        }
    }
    return std::nullopt;
}

model_builder::problem model_builder::resolve_fields(declaration& from, entity& in, const std::string& pointer)
{
    for (std::size_t i = 0; i < in.fields.size(); ++i) {
        auto& each = in.fields[i];
        if (each.type == field_type::attachment)
            each.target = model_->find("core.attachment");
        else if (refers(each)) {
            each.target = model_->find(each.to);
            if (!each.target)
                return error(from, item(pointer + "/fields", i) + "/to",
                             "there is no entity " + each.to +
                                 "; load the plugin that declares it, and name it in \"depends\"");
        }
        if (each.target) model_->referrers_[each.target].push_back({&in, &each});
    }
    return std::nullopt;
}

void model_builder::prepare_columns()
{
    for (auto& from : model_->declarations_) {
        for (auto& of : from.entities) {
            of.record_columns = R"(t."id",t."version",t."created_at",t."updated_at")";
            of.record_column_types.assign(own_columns, database::column::integer);
            for (auto& each : of.fields) {
                each.member = ",\"" + each.name + "\":";
                if (each.type == field_type::multi_reference) continue;
                of.record_columns += ",t." + database::dialect::quoted(each.name);
                of.record_column_types.push_back(column_type(each));
            }
        }
    }
}

model_builder::problem model_builder::check_roles(const declaration& from, const std::vector<std::string>& roles,
                                                  const std::string& pointer) const
{
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (!model_->has_role(roles[i]))
            return error(from, item(pointer, i), "no loaded plugin declares the role " + roles[i]);
    return std::nullopt;
}

model_builder::problem model_builder::check_includes(const declaration& of) const
{
    for (std::size_t i = 0; i < of.roles.size(); ++i) {
        const auto pointer = item("/roles", i) + "/includes";
        if (auto wrong = check_roles(of, of.roles[i].includes, pointer)) return wrong;
        for (std::size_t j = 0; j < of.roles[i].includes.size(); ++j)
            if (model_->expanded(of.roles[i].includes[j]).contains(of.roles[i].name))
                return error(of, item(pointer, j),
                             "the role " + of.roles[i].name + " would include itself through " +
                                 of.roles[i].includes[j]);
    }
    return std::nullopt;
}

model_builder::problem model_builder::check_dimensions(const declaration& of) const
{
    for (std::size_t i = 0; i < of.dimensions.size(); ++i)
        if (const auto& each = of.dimensions[i]; !each.self && !model_->find(each.entity))
            return error(of, item("/dimensions", i) + "/entity", "there is no entity " + each.entity);
    return std::nullopt;
}

model_builder::problem model_builder::check_permissions(const declaration& of) const
{
    const auto known = [&](const std::string& permission) {
        return permission == anyone || permission == authenticated || model_->has_role(permission);
    };
    for (std::size_t i = 0; i < of.routes.size(); ++i)
        if (!known(of.routes[i].permission))
            return error(of, item("/routes", i) + "/permission",
                         "no loaded plugin declares the role " + of.routes[i].permission);
    for (std::size_t i = 0; i < of.indicators.size(); ++i)
        if (!known(of.indicators[i].permission))
            return error(of, item("/indicators", i) + "/permission",
                         "no loaded plugin declares the role " + of.indicators[i].permission);
    return std::nullopt;
}

} // namespace nscl::entities
