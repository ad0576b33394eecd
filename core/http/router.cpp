#include "core/http/router.hpp"

#include "core/http/own_segments.hpp"
#include "core/http/target.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace nscl::http {

namespace {

constexpr std::array verbs{verb::get, verb::head, verb::post, verb::put, verb::patch, verb::delete_, verb::options};

bool is_rest(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with("...}");
}

bool is_parameter(std::string_view segment)
{
    return segment.starts_with('{') && segment.ends_with('}') && !is_rest(segment);
}

std::string_view parameter_name(std::string_view segment)
{
    segment.remove_prefix(1);
    segment.remove_suffix(is_rest(segment) ? 4 : 1);
    return segment;
}

[[noreturn]] void refuse(const route& which, std::string_view why)
{
    throw std::invalid_argument("route " + std::string{name(which.verb)} + " " + which.pattern + " of " + which.owner +
                                " " + std::string{why});
}

void check_pattern(const route& which, const std::vector<std::string>& segments)
{
    if (!which.pattern.starts_with('/')) refuse(which, "does not begin with \"/\"");
    if (!which.handler) refuse(which, "has no handler");
    for (std::size_t at = 0; at < segments.size(); ++at) {
        const std::string& each = segments[at];
        const bool last = at + 1 == segments.size();
        if (is_rest(each) && !last) refuse(which, "has something after " + each);
        if (each.empty() && !last) refuse(which, "has an empty segment");
        const bool has_brace = each.find_first_of("{}") != std::string::npos;
        if (!has_brace) continue;
        if (!is_rest(each) && !is_parameter(each)) refuse(which, "has a malformed parameter");
        const std::string_view named =
            is_rest(each) ? std::string_view{each}.substr(1, each.size() - 5) : parameter_name(each);
        if (named.empty() || named.find_first_of("{}.") != std::string_view::npos)
            refuse(which, "has a malformed parameter");
    }
}

/// Beside a site the server's own paths and the site's share no first segment.
void check_place(const route& which, const std::vector<std::string>& segments)
{
    if (which.of_site == is_own(segments))
        refuse(which, which.of_site ? "begins as the server's own paths do, where a site answers nothing"
                                    : "begins with none of own_segments, where a site would hide what it refuses");
    if (which.of_site && which.verb != verb::get) refuse(which, "is of a site, which answers GET only");
}

} // namespace

struct router::node {
    std::map<std::string, std::unique_ptr<node>, std::less<>> literals;
    std::unique_ptr<node> parameter;
    std::unique_ptr<node> rest;
    std::array<const http::route*, verbs.size()> by_verb{};

    const http::route*& at(verb which) { return by_verb[static_cast<std::size_t>(which)]; }
    const http::route* at(verb which) const { return by_verb[static_cast<std::size_t>(which)]; }

    bool is_end() const
    {
        for (const auto* each : by_verb) {
            if (each) return true;
        }
        return false;
    }

    node& child(std::string_view segment)
    {
        if (is_rest(segment)) return made(rest);
        if (is_parameter(segment)) return made(parameter);
        return made(literals[std::string{segment}]);
    }

    static node& made(std::unique_ptr<node>& place)
    {
        if (!place) place = std::make_unique<node>();
        return *place;
    }

    /// The node where the path ends; null when none does. Depth first, so a literal that leads nowhere gives way to a parameter.
    const node* end_of(const std::vector<std::string>& segments, std::size_t from) const
    {
        if (from == segments.size()) {
            if (is_end()) return this;
            return from == 0 ? rest.get() : nullptr;
        }
        const std::string& segment = segments[from];
        if (const auto literal = literals.find(segment); literal != literals.end()) {
            if (const node* end = literal->second->end_of(segments, from + 1)) return end;
        }
        if (parameter && !segment.empty()) {
            if (const node* end = parameter->end_of(segments, from + 1)) return end;
        }
        return rest.get();
    }

    std::string allow() const
    {
        std::string list;
        for (const verb each : verbs) {
            const bool has = at(each) || each == verb::options || (each == verb::head && at(verb::get));
            if (!has) continue;
            if (!list.empty()) list += ", ";
            list += name(each);
        }
        return list;
    }
};

router::router(std::vector<route> routes) : routes_(std::move(routes)), root_(std::make_unique<node>())
{
    const bool has_site = std::ranges::any_of(routes_, &route::of_site);
    if (has_site) site_ = std::make_unique<node>();
    for (const route& each : routes_) {
        const auto segments = split_path(each.pattern);
        check_pattern(each, segments);
        if (has_site) check_place(each, segments);
        node* place = each.of_site ? site_.get() : root_.get();
        for (const std::string& segment : segments) place = &place->child(segment);
        const route*& taken = place->at(each.verb);
        if (taken)
            refuse(each,
                   "collides with " + taken->pattern + " of " + taken->owner + "; one of the two needs another path");
        taken = &each;
    }
}

router::~router() = default;

namespace {

std::vector<pair> parameters_of(const route& of, const std::vector<std::string>& segments)
{
    std::vector<pair> found;
    if (of.pattern.find('{') == std::string::npos) return found;
    std::string_view pattern = of.pattern;
    for (std::size_t at = 0; pattern.size() > 1; ++at) {
        pattern.remove_prefix(1);
        const std::string_view each = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(each.size());
        if (is_parameter(each)) {
            found.emplace_back(parameter_name(each), segments[at]);
        } else if (is_rest(each)) {
            std::string rest;
            for (std::size_t next = at; next < segments.size(); ++next) {
                if (next > at) rest += '/';
                rest += segments[next];
            }
            found.emplace_back(each.substr(1, each.size() - 5), std::move(rest));
        }
    }
    return found;
}

} // namespace

match router::find(verb which, const std::vector<std::string>& segments) const
{
    match result;
    const node* end = root_->end_of(segments, 0);
    if (!end) end = site_end_of(which, segments);
    if (!end) return result;
    const http::route* found = end->at(which);
    if (!found && which == verb::head) found = end->at(verb::get);
    if (!found) {
        result.what = match::kind::no_such_verb;
        result.allow = end->allow();
        return result;
    }
    result.what = match::kind::found;
    result.route = found;
    result.parameters = parameters_of(*found, segments);
    return result;
}

/// To other verbs a site's paths are unknown, as they are without the site.
const router::node* router::site_end_of(verb which, const std::vector<std::string>& segments) const
{
    const bool asked = site_ && (which == verb::get || which == verb::head) && !is_own(segments);
    return asked ? site_->end_of(segments, 0) : nullptr;
}

std::string router::allow() const
{
    node all;
    for (const route& each : routes_) all.at(each.verb) = &each;
    return all.allow();
}

routing_table::routing_table() : current_(std::make_shared<const router>(std::vector<route>{})) {}

std::shared_ptr<const router> routing_table::current() const
{
    const std::scoped_lock lock{guard_};
    return current_;
}

void routing_table::publish(std::shared_ptr<const router> next)
{
    const std::scoped_lock lock{guard_};
    current_.swap(next); // the old generation dies after the lock, which it may take a while to
}

} // namespace nscl::http
