#include "tests/unit/accounts/account_world.hpp"

#include "core/accounts/account_tables.hpp"
#include "core/accounts/core_declaration.hpp"
#include "core/attachments/attachment_entity.hpp"
#include "core/entities/declaration/declaration.hpp"
#include "core/entities/schema/entity_numbers.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/entities/schema/schema_plan.hpp"
#include "core/http/target.hpp"
#include "core/jobs/job_entity.hpp"
#include "core/journal/journal.hpp"
#include "core/search/word_index.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace nscl::tests {

namespace {

constexpr std::string_view town = R"json({
"declaration": 1,
"roles": [
  {"name": "viewer", "label": {"vi": "Người xem", "en": "Viewer"}},
  {"name": "officer", "label": {"vi": "Chuyên viên", "en": "Officer"}, "includes": ["viewer"]},
  {"name": "guard", "label": {"vi": "Người gác", "en": "Guard"}},
  {"name": "archivist", "label": {"vi": "Văn thư", "en": "Archivist"}},
  {"name": "mayor", "label": {"vi": "Trưởng", "en": "Mayor"}}
],
"dimensions": [{"name": "organization", "label": {"vi": "Tổ chức", "en": "Organization"}, "entity": "town.organization"}],
"entities": [{
  "name": "organization", "plural": "organizations", "label": {"vi": "Tổ chức", "en": "Organization"},
  "fields": [{"name": "name", "type": "text", "label": {"vi": "Tên", "en": "Name"}, "required": true},
             {"name": "secret", "type": "text", "label": {"vi": "Bí mật", "en": "Secret"}, "read_by": ["mayor"]}],
  "scopes": [{"dimension": "organization", "path": "id"}],
  "grants": [{"role": "viewer", "actions": ["read"], "within": ["organization"]},
             {"role": "guard", "actions": ["read", "history"], "within": ["organization"]},
             {"role": "archivist", "actions": ["read", "history"]}]
}]})json";

entities::declaration read(std::string_view plugin, std::string_view document, accounts::core_rules& rules)
{
    std::vector<entities::contributed_type> types;
    auto declared = entities::read_declaration(plugin, document, rules, types);
    if (declared.has_error()) {
        throw std::logic_error(std::string{plugin} + declared.error().pointer + " " + declared.error().problem);
    }
    return std::move(*declared);
}

std::vector<database::table_model> tables_for(const entities::model& model)
{
    std::vector<database::table_model> all;
    const auto append = [&](std::vector<database::table_model> more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    append(journal::tables());
    append(search::tables());
    append(entities::number_tables());
    append(accounts::account_tables());
    for (const auto* each : model.entities()) append(entities::tables_of(*each));
    return all;
}

} // namespace

server_accounts::server_accounts(database::database& db, standing_clock& clock, settings::account_settings settings,
                                 std::string public_url)
    : problems_(catalogue_), rules_(clock)
{
    std::vector<entities::declaration> declared;
    declared.push_back(read(accounts::core_plugin,
                            accounts::core_document({attachments::attachment_entity(), jobs::job_entity()}), rules_));
    for (const auto& each : declared.front().messages) catalogue_.add(each.code, each.pattern);
    declared.push_back(read("town", town, rules_));
    auto built = entities::model::build(std::move(declared));
    if (built.has_error()) throw std::logic_error(built.error().pointer + " " + built.error().problem);
    model_ = *built;
    rules_.belong_to(*model_);
    entities::apply_schema(db, {{"core", 1, 1, tables_for(*model_)}});
    entities::number_entities(db, *model_);
    store_ = std::make_shared<const entities::entity_store>(model_, clock, std::chrono::minutes{420});
    constexpr accounts::password_cost cheap{1, 8192};
    accounts_ = std::make_unique<accounts::accounts>(accounts::accounts::surroundings{
        db, store_, clock, random_, settings, catalogue_, problems_, cheap, 32, std::move(public_url)});
    accounts_->prepare();
    router_ = std::make_unique<http::router>(accounts_->routes());
}

http::response server_accounts::ask(http::request asked)
{
    const auto found = router_->find(asked.verb, asked.segments);
    if (found.what != http::match::kind::found) throw std::logic_error("no route for " + asked.path);
    asked.path_parameters = found.parameters;
    return found.route->handler(asked);
}

account_world::account_world(settings::account_settings rules)
    : rules_(rules), server_(std::make_unique<server_accounts>(db(), clock_, rules_))
{
}

entities::record_id account_world::add_user(std::string_view name, std::string_view role)
{
    return served().add_user(name, "Nguyễn Văn A", good_password, role).value();
}

entities::record_id account_world::role_id(std::string_view code)
{
    return count(R"(SELECT "id" FROM core_role WHERE "code"=?)", {std::string{code}});
}

entities::record_id account_world::add_role(std::string_view code, std::vector<entities::record_id> includes)
{
    return create("core.role",
                  {{"code", std::string{code}}, {"name", std::string{code}}, {"includes", std::move(includes)}});
}

entities::record_id account_world::add_organization(std::string_view name)
{
    return create("town.organization", {{"name", std::string{name}}});
}

messages::outcome<entities::record>
account_world::try_create(std::string_view entity,
                          std::initializer_list<std::pair<std::string_view, entities::field_value>> values)
{
    const auto& of = server().entity(entity);
    return db().write([&](database::transaction& in) {
        return server().store().create(in, entities::caller::system("test"), entities::authority::plugin, of,
                                       accounts::named_values(of, values));
    });
}

entities::record_id
account_world::create(std::string_view entity,
                      std::initializer_list<std::pair<std::string_view, entities::field_value>> values)
{
    return try_create(entity, values).value().id;
}

messages::outcome<entities::record>
account_world::try_update(std::string_view entity, entities::record_id id,
                          std::initializer_list<std::pair<std::string_view, entities::field_value>> values)
{
    const auto& of = server().entity(entity);
    entities::caller
        who; // rights do not matter with authority::plugin; not the system, for which some rules make exceptions
    who.what = entities::caller::kind::user;
    return db().write([&](database::transaction& in) {
        return server().store().update(in, who, entities::authority::plugin, of, id, 0,
                                       accounts::named_values(of, values));
    });
}

messages::outcome<> account_world::try_remove(std::string_view entity, entities::record_id id)
{
    const auto& of = server().entity(entity);
    entities::caller who;
    who.what = entities::caller::kind::user;
    return db().write([&](database::transaction& in) {
        return server().store().remove(in, who, entities::authority::plugin, of, id, 0);
    });
}

std::int64_t account_world::count(const std::string& sql, std::vector<database::value> parameters)
{
    return db().read([&](database::reader& from) { return from.integer(sql, parameters).value_or(0); });
}

std::int64_t account_world::journalled(std::string_view action)
{
    return count(R"(SELECT COUNT(*) FROM core_journal WHERE "action"=?)", {std::string{action}});
}

http::response account_world::log_in(std::string_view name, std::string_view password, std::string_view cookie)
{
    const boost::json::object body{{"username", std::string{name}}, {"password", std::string{password}}};
    auto asked = make_request(http::verb::post, "/api/v1/session", boost::json::serialize(body));
    if (!cookie.empty()) asked = with_session(std::move(asked), cookie);
    return server().ask(std::move(asked));
}

account_world::login account_world::logged_in(std::string_view name, std::string_view password)
{
    const auto answer = log_in(name, password);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    const auto cookie = header(answer, "Set-Cookie");
    const auto from = cookie.find('=') + 1;
    auto body = json_of(answer);
    return {cookie.substr(from, cookie.find(';') - from), std::string{body.at("csrf").as_string()}, std::move(body)};
}

messages::outcome<std::shared_ptr<const entities::caller>> account_world::identify(const http::request& asked)
{
    return served().identify(asked);
}

http::request make_request(http::verb which, std::string path, std::string body)
{
    http::request made;
    made.verb = which;
    made.target = path;
    made.segments = http::split_path(path);
    made.path = std::move(path);
    made.peer = "192.0.2.7";
    if (!body.empty()) made.headers.emplace_back("content-type", "application/json");
    made.body = http::request_body{std::move(body)};
    return made;
}

http::request with_session(http::request asked, std::string_view token, std::string_view csrf)
{
    const std::string name = asked.secure ? "__Host-nscl_session" : "nscl_session";
    asked.headers.emplace_back("cookie", name + "=" + std::string{token});
    if (!csrf.empty()) asked.headers.emplace_back("x-csrf-token", csrf);
    return asked;
}

http::request with_bearer(http::request asked, std::string_view secret)
{
    asked.headers.emplace_back("authorization", "Bearer " + std::string{secret});
    return asked;
}

std::string header(const http::response& answer, std::string_view name)
{
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return {};
}

boost::json::value json_of(const http::response& answer)
{
    return boost::json::parse(answer.body);
}

std::string code_of(const http::response& answer)
{
    return std::string{json_of(answer).at("code").as_string()};
}

std::vector<std::string> errors_of(const http::response& answer)
{
    std::vector<std::string> found;
    const auto body = json_of(answer);
    const auto* errors = body.as_object().if_contains("errors");
    if (!errors) return found;
    for (const auto& each : errors->as_array()) {
        found.push_back(std::string{each.at("pointer").as_string()} + " " + std::string{each.at("code").as_string()});
    }
    return found;
}

std::vector<std::string> errors_of(const messages::refusal& refused)
{
    std::vector<std::string> found;
    for (const auto& each : refused.errors) found.push_back(each.pointer + " " + each.code);
    return found;
}

} // namespace nscl::tests
