#include "core/accounts/account_routes.hpp"
#include "core/accounts/agency.hpp"
#include "core/accounts/body_members.hpp"
#include "core/accounts/invalid.hpp"
#include "core/accounts/link_page.hpp"
#include "core/accounts/one_time_links.hpp"
#include "core/http/json_body.hpp"
#include "core/http/target.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <optional>

namespace nscl::accounts {

using http::request;
using http::response;
using messages::outcome;
using messages::reason;
using messages::refusal;
using one_time_links::choice;
using one_time_links::link;
using one_time_links::purpose;

namespace {

using form_values = std::map<std::string, std::string, std::less<>>;

/// The fields of a posted form; each known, each once.
outcome<form_values> read_form(const request& asked, const link& of)
{
    constexpr auto form = "application/x-www-form-urlencoded";
    if (asked.media_type() != form)
        return refuse(reason::unsupported_media_type, "unsupported_media_type", {{"expected", form}});
    auto pairs = http::parse_query(asked.body.view());
    if (!pairs) return refuse(reason::unreadable, "bad_form");
    form_values values{{"password", ""}, {"password_again", ""}};
    if (of.what == purpose::set_up) values.insert({{"agency", ""}, {"username", ""}, {"display_name", ""}});
    form_values seen;
    for (auto& [name, value] : *pairs) {
        if (!values.contains(name) || !seen.emplace(name, "").second) return refuse(reason::unreadable, "bad_form");
        values[name] = std::move(value);
    }
    return values;
}

class link_endpoint {
public:
    explicit link_endpoint(const route_context& context) : at_(context) {}

    outcome<response> show_page(const request& asked) const
    {
        const auto found = find(asked);
        if (!found) return link_page::gone(server());
        return link_page::form(server(), *found, {}, nullptr);
    }

    outcome<response> take_form(const request& asked) const
    {
        const auto found = find(asked);
        if (!found) return link_page::gone(server());
        auto form = read_form(asked, *found);
        if (form.has_error()) return form.error();
        auto& values = *form;
        const link_page::typed again{values["agency"], values["username"], values["display_name"]};
        std::optional<refusal> refused;
        if (values["password"] != values["password_again"]) {
            refused = invalid({{"/password_again", "passwords_differ", {}}});
        } else {
            auto used =
                one_time_links::use(at_.at, token_of(asked),
                                    {again.username, again.display_name, values["password"], asked.peer, again.agency});
            if (used.has_value()) return link_page::done(server());
            if (used.error().why == reason::not_found) return link_page::gone(server());
            refused = used.error();
        }
        return link_page::form(server(), *found, again, &*refused);
    }

    outcome<response> show(const request& asked) const
    {
        const auto found = find(asked);
        if (!found) return refuse(reason::not_found, "link_expired");
        boost::json::object body{{"purpose", std::string{one_time_links::name(found->what)}}};
        if (found->what != purpose::set_up) {
            body["username"] = found->username;
            body["display_name"] = found->display_name;
        }
        return private_json(boost::json::serialize(body));
    }

    outcome<response> use(const request& asked) const
    {
        const auto found = find(asked);
        if (!found) return refuse(reason::not_found, "link_expired");
        auto body = http::json_body(asked, at_.json_depth);
        if (body.has_error()) return body.error();
        body_members members{std::move(*body)};
        const bool first = found->what == purpose::set_up;
        choice chosen;
        if (first) chosen.username = members.text("username");
        if (first) chosen.agency = members.text("agency", presence::optional);
        chosen.display_name = members.text("display_name", first ? presence::required : presence::optional);
        chosen.password = members.text("password");
        chosen.origin = asked.peer;
        if (auto refused = members.refused()) return std::move(*refused);
        const auto used = one_time_links::use(at_.at, token_of(asked), chosen);
        if (used.has_error()) return used.error();
        return private_json(boost::json::serialize(boost::json::object{{"user", boost::json::object{{"id", *used}}}}));
    }

private:
    link_page::server server() const
    {
        return {at_.catalogue, at_.at.settings, at_.at.database.look_up(agency::read).name, at_.demo};
    }

    static std::string_view token_of(const request& asked) { return asked.path_parameter("token"); }

    std::optional<link> find(const request& asked) const
    {
        return at_.at.database.read(
            [&](database::reader& from) { return one_time_links::find(from, token_of(asked), at_.at.clock.now()); });
    }

    route_context at_;
};

} // namespace

std::vector<http::route> link_routes(const route_context& context)
{
    const link_endpoint served{context};
    using http::verb;
    const std::string page = "/setup/{token}";
    const std::string api = "/api/v1/one-time-links/{token}";
    const auto visited = [](http::route made) {
        made.query.reset(); // programs on a link's way add parameters of their own
        return made;
    };
    return {
        visited(
            make_route(context, verb::get, page, [served](const request& asked) { return served.show_page(asked); })),
        visited(make_login_route(context, page, [served](const request& asked) { return served.take_form(asked); })),
        make_route(context, verb::get, api, [served](const request& asked) { return served.show(asked); }),
        make_login_route(context, api, [served](const request& asked) { return served.use(asked); }),
    };
}

} // namespace nscl::accounts
