#include "tests/support/record_world.hpp"

#include "core/accounts/account_tables.hpp"
#include "core/accounts/core_declaration.hpp"
#include "core/accounts/generation.hpp"
#include "core/attachments/attachment_entity.hpp"
#include "core/attachments/attachment_routes.hpp"
#include "core/attachments/content_store.hpp"
#include "core/entities/field_types/field_type.hpp"
#include "core/entities/routes/entity_routes.hpp"
#include "core/entities/schema/entity_numbers.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/http/target.hpp"
#include "core/jobs/job_entity.hpp"
#include "core/jobs/transfer_routes.hpp"
#include "core/journal/journal.hpp"
#include "core/search/word_index.hpp"

#include <boost/json/parse.hpp>

#include <future>
#include <stdexcept>

namespace nscl::tests {

namespace {

constexpr std::chrono::minutes vietnam{7 * 60};
constexpr std::size_t upload_limit = 20 * 1024 * 1024;
constexpr std::size_t unlinked_limit = 8 * 1024 * 1024;

entities::declaration declared(std::string_view plugin, std::string_view document, entities::callback_binder& callbacks)
{
    std::vector<entities::contributed_type> types;
    auto read = entities::read_declaration(plugin, document, callbacks, types);
    if (read.has_error())
        throw std::logic_error(std::string{plugin} + read.error().pointer + " " + read.error().problem);
    return std::move(*read);
}

void append(std::vector<database::table_model>& to, std::vector<database::table_model> more)
{
    to.insert(to.end(), more.begin(), more.end());
}

std::vector<entities::schema_request> requests_for(const entities::model& model, std::string_view plugin)
{
    auto core = entities::request_of(model, accounts::core_plugin);
    append(core.tables, journal::tables());
    append(core.tables, search::tables());
    append(core.tables, attachments::tables());
    append(core.tables, jobs::tables());
    append(core.tables, accounts::account_tables());
    append(core.tables, entities::number_tables());
    append(core.tables, entities::idempotency_tables());
    return {std::move(core), entities::request_of(model, plugin)};
}

} // namespace

entities::hook script::call(unsigned number)
{
    return [this, number](entities::change& of) {
        if (const auto found = hooks.find(number); found != hooks.end()) found->second(of);
    };
}

entities::claim_text script::claim(unsigned number)
{
    return [this, number](entities::change& of) -> std::optional<std::string> {
        const auto found = claims.find(number);
        return found == claims.end() ? std::nullopt : found->second(of);
    };
}

entities::value_rule script::value(unsigned number)
{
    return [this, number](const entities::field_value& given) -> entities::parsed_value {
        const auto found = values.find(number);
        return found == values.end() ? entities::parsed_value{given} : found->second(given);
    };
}

record_world::record_world(database::database& on, std::string_view plugin, std::string_view document)
    : db(on), seal(std::string(32, 'k'))
{
    std::vector<entities::declaration> all;
    const auto core = accounts::core_document({attachments::attachment_entity(), jobs::job_entity()});
    all.push_back(declared(accounts::core_plugin, core, core_rules));
    all.push_back(declared(plugin, document, callbacks));
    for (const auto& each : all) {
        for (const auto& message : each.messages) catalogue.add(message.code, message.pattern);
    }
    auto built = entities::model::build(std::move(all));
    if (built.has_error()) throw std::logic_error(built.error().pointer + " " + built.error().problem);
    model = *built;
    core_rules.belong_to(*model);
    entities::apply_schema(db, requests_for(*model, plugin));
    entities::number_entities(db, *model);
    db.write([](database::transaction& in) { accounts::generation::prepare(in); });
    store = std::make_shared<const entities::entity_store>(model, clock, vietnam);
    lists = std::make_unique<entities::list_reader>(store->access(), seal);
    callers.who = std::make_shared<const entities::caller>(almighty());

    ledger = std::make_unique<jobs::job_ledger>(db, store, clock, "this process");
    const entities::route_context context{db, store, *lists, callers, problems, repeats, 32};
    auto routes = entities::entity_routes(context);
    for (auto& each : jobs::transfer_routes(context, jobs, *ledger, catalogue, upload_limit))
        routes.push_back(std::move(each));
    for (auto& each : attachments::attachment_routes(context, {upload_limit, unlinked_limit}))
        routes.push_back(std::move(each));
    router = std::make_shared<const http::router>(std::move(routes));
    table.publish(router);
}

record_world::~record_world()
{
    jobs.stop();
}

const entities::entity& record_world::entity(std::string_view full_name) const
{
    const auto* found = model->find(full_name);
    if (!found) throw std::logic_error("no entity " + std::string{full_name});
    return *found;
}

std::size_t record_world::field(std::string_view full_name, std::string_view name) const
{
    return entity(full_name).find(name).value();
}

entities::field_values record_world::values(std::string_view full_name, named_json given) const
{
    const auto& of = entity(full_name);
    entities::field_values result;
    for (const auto& [name, json] : given) {
        const auto index = of.find(name).value();
        auto value = entities::accept_json(of.fields[index], boost::json::parse(std::string{json}));
        if (value.has_error()) throw std::logic_error(std::string{name} + ": " + value.error().code);
        result.emplace(index, std::move(*value));
    }
    return result;
}

entities::record_id record_world::add(std::string_view full_name, named_json given)
{
    auto made = db.write([&](database::transaction& in) {
        return store->create(in, almighty(), entities::authority::plugin, entity(full_name), values(full_name, given));
    });
    EXPECT_EQ(refusal_of(made), "");
    return made.has_error() ? 0 : made->id;
}

messages::outcome<entities::record> record_world::create(const entities::caller& who, std::string_view full_name,
                                                         named_json given)
{
    return db.write([&](database::transaction& in) {
        return store->create(in, who, entities::authority::caller, entity(full_name), values(full_name, given));
    });
}

messages::outcome<entities::record> record_world::update(const entities::caller& who, std::string_view full_name,
                                                         entities::record_id id, named_json given, std::int64_t version)
{
    return db.write([&](database::transaction& in) {
        return store->update(in, who, entities::authority::caller, entity(full_name), id, version,
                             values(full_name, given));
    });
}

messages::outcome<entities::record> record_world::take(const entities::caller& who, std::string_view full_name,
                                                       entities::record_id id, std::string_view transition,
                                                       named_json given)
{
    return db.write([&](database::transaction& in) {
        return store->transition(in, who, entities::authority::caller, entity(full_name), id, 0, transition,
                                 values(full_name, given));
    });
}

messages::outcome<> record_world::remove(const entities::caller& who, std::string_view full_name,
                                         entities::record_id id)
{
    return db.write([&](database::transaction& in) {
        return store->remove(in, who, entities::authority::caller, entity(full_name), id, 0);
    });
}

messages::outcome<entities::record> record_world::read(const entities::caller& who, std::string_view full_name,
                                                       entities::record_id id)
{
    return db.read([&](database::reader& from) {
        return store->read(from, who, entities::authority::caller, entity(full_name), id);
    });
}

std::int64_t record_world::count(const std::string& sql, std::vector<database::value> parameters)
{
    return db.read([&](database::reader& from) { return from.integer(sql, parameters).value_or(0); });
}

messages::outcome<entities::page> record_world::list(const entities::caller& who, std::string_view full_name,
                                                     std::string_view query)
{
    const auto& of = entity(full_name);
    auto parsed = entities::parse_list_query(of, store->access(), who, query);
    if (parsed.has_error()) return parsed.error();
    return db.read([&](database::reader& from) { return lists->read(from, who, of, *parsed); });
}

http::response record_world::ask(http::verb verb, std::string target, std::string body, std::vector<http::pair> headers)
{
    http::request asked;
    asked.verb = verb;
    auto parts = http::read_target(target);
    if (parts.has_error()) throw std::logic_error("bad target " + target);
    asked.target = std::move(target);
    asked.path = std::move(parts->path);
    asked.segments = std::move(parts->segments);
    asked.query = std::move(parts->query);
    asked.headers = std::move(headers);
    asked.body = http::request_body{std::move(body)};
    if (!asked.body.empty() && asked.header("content-type").empty())
        asked.headers.emplace_back("content-type", "application/json");
    const http::dispatcher dispatching{table, problems};
    auto chosen = dispatching.choose(asked);
    if (chosen.answer) return std::move(*chosen.answer);
    return dispatching.call(*chosen.route, asked);
}

void record_world::finish_jobs()
{
    std::promise<void> reached;
    if (!jobs.run({.run = [&](const std::stop_token&) { reached.set_value(); }}))
        throw std::logic_error("the job runner takes no more work");
    reached.get_future().get();
}

entities::caller almighty()
{
    return entities::caller::system("test");
}

entities::caller person(std::int64_t id, std::vector<std::string> roles,
                        std::map<std::string, std::vector<entities::record_id>, std::less<>> values)
{
    entities::caller made;
    made.what = entities::caller::kind::user;
    made.user = id;
    made.name = "user" + std::to_string(id);
    for (auto& role : roles) made.grants.push_back({std::move(role), values});
    return made;
}

std::string in_words(const messages::refusal& refused)
{
    if (refused.errors.empty()) return refused.code;
    std::string result = refused.code == "invalid" ? "" : refused.code + ":";
    for (const auto& each : refused.errors) result += (result.empty() ? "" : " ") + each.pointer + " " + each.code;
    return result;
}

std::string whole_body(const http::response& answer)
{
    if (!answer.stream) return answer.body;
    std::string result;
    std::vector<char> buffer(70'000);
    while (const auto size = answer.stream->next(buffer)) result.append(buffer.data(), size);
    return result;
}

std::string header_of(const http::response& answer, std::string_view name)
{
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return {};
}

} // namespace nscl::tests
