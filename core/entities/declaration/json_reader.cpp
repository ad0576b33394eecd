#include "core/entities/declaration/json_reader.hpp"

#include "core/messages/refusal.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

const boost::json::value nothing;

} // namespace

std::string json_reader::text() const
{
    if (value_->is_string()) return std::string(std::string_view(value_->get_string()));
    fail("a text is needed here");
    return {};
}

bool json_reader::boolean() const
{
    if (value_->is_bool()) return value_->get_bool();
    fail("true or false is needed here");
    return false;
}

std::int64_t json_reader::integer(std::int64_t low, std::int64_t high) const
{
    if (value_->is_int64() && value_->get_int64() >= low && value_->get_int64() <= high) return value_->get_int64();
    fail("a whole number from " + std::to_string(low) + " to " + std::to_string(high) + " is needed here");
    return low;
}

std::vector<json_reader> json_reader::items() const
{
    std::vector<json_reader> result;
    if (!value_->is_array()) {
        fail("an array is needed here");
        return result;
    }
    for (const auto& each : value_->get_array())
        result.emplace_back(each, pointer_ + "/" + std::to_string(result.size()), *fault_);
    return result;
}

json_members json_reader::members() const
{
    if (value_->is_object()) return {*this, &value_->get_object()};
    fail("an object is needed here");
    return {*this, nullptr};
}

json_reader json_members::required(std::string_view name)
{
    if (auto found = optional(name)) return *found;
    object_.fail("the member \"" + std::string(name) + "\" is missing");
    return {nothing, object_.pointer() + messages::pointer_to(name), object_.fault()};
}

std::optional<json_reader> json_members::optional(std::string_view name)
{
    known_.emplace_back(name);
    const auto* found = members_ ? members_->if_contains(name) : nullptr;
    if (!found) return std::nullopt;
    return json_reader(*found, object_.pointer() + messages::pointer_to(name), object_.fault());
}

bool json_members::flag(std::string_view name)
{
    const auto found = optional(name);
    return found && found->boolean();
}

std::string json_members::text(std::string_view name)
{
    const auto found = optional(name);
    return found ? found->text() : std::string();
}

std::vector<json_reader> json_members::items(std::string_view name)
{
    const auto found = optional(name);
    return found ? found->items() : std::vector<json_reader>();
}

void json_members::finish() const
{
    if (!members_) return;
    for (const auto& member : *members_) {
        if (std::find(known_.begin(), known_.end(), std::string_view(member.key())) != known_.end()) continue;
        std::string problem = "there is no such member; known here are";
        for (const auto& name : known_) problem += (&name == &known_.front() ? " " : ", ") + name;
        object_.fault().report(object_.pointer() + messages::pointer_to(member.key()), problem);
        return;
    }
}

} // namespace nscl::entities
