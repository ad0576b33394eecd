#include "core/accounts/body_members.hpp"
#include "core/accounts/invalid.hpp"

#include <algorithm>

namespace nscl::accounts {

void body_members::report(std::string_view name, const char* code, messages::parameters parameters)
{
    problems_.push_back({messages::pointer_to(name), code, std::move(parameters)});
}

std::optional<boost::json::value> body_members::take(std::string_view name, presence needed)
{
    const auto found = body_.find(boost::json::string_view{name.data(), name.size()});
    if (found == body_.end() || found->value().is_null()) {
        if (needed == presence::required) report(name, "required");
        if (found != body_.end()) body_.erase(found);
        return std::nullopt;
    }
    auto value = std::move(found->value());
    body_.erase(found);
    return value;
}

std::string body_members::text(std::string_view name, presence needed)
{
    const auto value = take(name, needed);
    if (!value) return {};
    if (const auto* text = value->if_string()) {
        if (text->empty() && needed == presence::required) report(name, "required");
        return std::string{*text};
    }
    report(name, "wrong_type", {{"expected", "text"}});
    return {};
}

entities::record_id body_members::id(std::string_view name)
{
    const auto value = take(name, presence::required);
    if (!value) return 0;
    if (const auto* id = value->if_int64(); id && *id > 0) return *id;
    report(name, "bad_reference");
    return 0;
}

std::vector<entities::record_id> body_members::ids(std::string_view name)
{
    std::vector<entities::record_id> result;
    const auto value = take(name, presence::required);
    if (!value) return result;
    const auto* list = value->if_array();
    if (!list) {
        report(name, "wrong_type", {{"expected", "list"}});
        return result;
    }
    for (const auto& each : *list) {
        const auto* id = each.if_int64();
        if (!id || *id < 1) {
            report(name, "bad_reference");
            return result;
        }
        result.push_back(*id);
    }
    auto sorted = result;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) report(name, "duplicate");
    return result;
}

std::optional<messages::refusal> body_members::refused()
{
    for (const auto& left : body_) report(left.key(), "unknown_member", {{"name", std::string{left.key()}}});
    if (problems_.empty()) return std::nullopt;
    return invalid(std::move(problems_));
}

} // namespace nscl::accounts
