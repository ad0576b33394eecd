#include "core/entities/model/model.hpp"

#include "core/entities/model/model_builder.hpp"

#include <algorithm>

namespace nscl::entities {

boost::system::result<std::shared_ptr<model>, declaration_error> model::build(std::vector<declaration> declarations)
{
    return model_builder(std::move(declarations)).build();
}

const entity* model::find(std::string_view full_name) const
{
    const auto found = by_name_.find(full_name);
    return found == by_name_.end() ? nullptr : found->second;
}

const messages::text* model::action_label(std::string_view plugin, std::string_view action) const
{
    const auto declared_by = [&](std::string_view whom) -> const messages::text* {
        const auto of = std::ranges::find(declarations_, whom, &declaration::plugin);
        if (of == declarations_.end()) return nullptr;
        const auto found = std::ranges::find(of->events, action, &event_declaration::name);
        return found == of->events.end() ? nullptr : &found->label;
    };
    const auto* of_all = declared_by(core_plugin);
    return of_all ? of_all : declared_by(plugin);
}

std::vector<const entity*> model::entities() const
{
    std::vector<const entity*> result;
    for (const auto& from : declarations_)
        for (const auto& each : from.entities) result.push_back(&each);
    return result;
}

const std::vector<model::referrer>& model::referrers(const entity& target) const
{
    static const std::vector<referrer> none;
    const auto found = referrers_.find(&target);
    return found == referrers_.end() ? none : found->second;
}

const dimension* model::find_dimension(std::string_view name) const
{
    const auto found = dimensions_.find(name);
    return found == dimensions_.end() ? nullptr : &found->second;
}

bool model::has_role(std::string_view name) const
{
    return roles_.contains(name);
}

std::set<std::string> model::expanded(std::string_view role) const
{
    std::set<std::string> reached;
    std::vector<std::string> open{std::string(role)};
    while (!open.empty()) {
        const auto name = std::move(open.back());
        open.pop_back();
        if (!reached.insert(name).second) continue;
        const auto found = roles_.find(name);
        if (found != roles_.end())
            open.insert(open.end(), found->second.includes.begin(), found->second.includes.end());
    }
    return reached;
}

std::vector<const role*> model::roles() const
{
    std::vector<const role*> result;
    for (const auto& from : declarations_)
        for (const auto& each : from.roles) result.push_back(&roles_.find(each.name)->second);
    return result;
}

void model::number_entities(const std::map<std::string, std::int64_t>& numbers)
{
    for (auto& from : declarations_) {
        for (auto& each : from.entities) {
            const auto found = numbers.find(each.full_name());
            if (found != numbers.end()) each.number = found->second;
        }
    }
}

} // namespace nscl::entities
