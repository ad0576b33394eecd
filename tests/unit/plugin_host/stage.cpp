#include "tests/unit/plugin_host/stage.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/journal/journal.hpp"
#include "core/plugin_host/plugin_callbacks.hpp"
#include "core/plugin_host/plugin_failed.hpp"
#include "core/search/word_index.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

namespace nscl::tests {

namespace {

std::int32_t declare(nscl_text* document, nscl_error*)
{
    *document = text(puppet::the().document);
    return NSCL_OK;
}

std::int32_t create(const nscl_host* host, void** instance, nscl_error*)
{
    puppet::the().host = host;
    *instance = nullptr;
    return NSCL_OK;
}

void destroy(void*)
{
    puppet::the().host = nullptr;
}

std::int32_t invoke(void*, std::uint32_t number, nscl_call* call, nscl_error* error)
{
    auto& self = puppet::the();
    const auto found = self.callbacks.find(number);
    if (found != self.callbacks.end()) return found->second(*call, *error);
    const nscl_value nothing{};
    if (call->kind == NSCL_CALL_CLAIM) return self.entities().result(self.self(), call->context, &nothing, error);
    if (call->kind == NSCL_CALL_FIELD) return self.entities().result(self.self(), call->context, call->input, error);
    return NSCL_OK;
}

const nscl_plugin table{
    sizeof(nscl_plugin), NSCL_ABI_MAJOR, 0, 0, declare, create, nullptr, nullptr, nullptr, destroy, invoke};

/// What stands for the server's own declaration.
constexpr std::string_view core_document = R"json({
  "declaration": 1,
  "roles": [
    {"name": "keeper", "label": {"vi": "Người giữ", "en": "Keeper"}},
    {"name": "visitor", "label": {"vi": "Khách", "en": "Visitor"}}
  ],
  "entities": [
    {
      "name": "place", "plural": "places", "label": {"vi": "Nơi", "en": "Place"},
      "fields": [{"name": "name", "type": "text", "label": {"vi": "a", "en": "b"}, "required": true, "title": true}],
      "grants": [{"role": "keeper", "actions": "all"}, {"role": "visitor", "actions": ["read"]}]
    }
  ]
})json";

entities::declaration core_declaration()
{
    plugin_host::plugin_callbacks none{nullptr}; // it has no callbacks
    std::vector<entities::contributed_type> types;
    return entities::read_declaration("core", core_document, none, types).value();
}

template <class Table>
const Table& extension(const puppet& of, std::string_view id)
{
    return *static_cast<const Table*>(of.host->get_extension(of.host->self, text(id)));
}

} // namespace

puppet& puppet::the()
{
    static puppet one;
    return one;
}

puppet& puppet::fresh()
{
    char address[32];
    std::snprintf(address, sizeof address, "%llx",
                  static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(&table)));
    ::setenv("NSCL_PUPPET", address, 1);
    the() = puppet{};
    return the();
}

const nscl_entities_v1& puppet::entities() const
{
    return extension<nscl_entities_v1>(*this, NSCL_ENTITIES_V1);
}
const nscl_http_v1& puppet::http() const
{
    return extension<nscl_http_v1>(*this, NSCL_HTTP_V1);
}
const nscl_database_v1& puppet::database() const
{
    return extension<nscl_database_v1>(*this, NSCL_DATABASE_V1);
}
const nscl_settings_v1& puppet::settings() const
{
    return extension<nscl_settings_v1>(*this, NSCL_SETTINGS_V1);
}
const nscl_audit_v1& puppet::audit() const
{
    return extension<nscl_audit_v1>(*this, NSCL_AUDIT_V1);
}
const nscl_clock_v1& puppet::clock() const
{
    return extension<nscl_clock_v1>(*this, NSCL_CLOCK_V1);
}

std::uint32_t puppet::entity(std::string_view name) const
{
    std::uint32_t found = 0;
    EXPECT_EQ(entities().entity(self(), text(name), &found, nullptr), NSCL_OK) << name;
    return found;
}

std::uint32_t puppet::field(std::string_view entity_name, std::string_view name) const
{
    std::uint32_t found = 0;
    EXPECT_EQ(entities().field(self(), entity(entity_name), text(name), &found, nullptr), NSCL_OK) << name;
    return found;
}

nscl_value words(std::string_view of)
{
    return plugin_host::letters(of);
}

nscl_value number(std::int64_t of, std::uint8_t tag)
{
    return plugin_host::whole(of, tag);
}

nscl_error no_error()
{
    return plugin_host::empty_error();
}

std::shared_ptr<const entities::caller> user(std::int64_t id, std::vector<std::string> roles)
{
    auto made = std::make_shared<entities::caller>();
    made->what = entities::caller::kind::user;
    made->user = id;
    made->name = "user" + std::to_string(id);
    for (auto& role : roles) made->grants.push_back({std::move(role), {}});
    return made;
}

std::shared_ptr<const entities::caller> nobody()
{
    return std::make_shared<entities::caller>();
}

const char* const stage_document = R"json({
  "declaration": 1,
  "roles": [
    {"name": "clerk", "label": {"vi": "Nhân viên", "en": "Clerk"}},
    {"name": "boss", "label": {"vi": "Sếp", "en": "Boss"}, "includes": ["clerk"]}
  ],
  "field_types": [{"name": "code", "base": "text", "max_length": 20, "label": {"vi": "Mã", "en": "Code"}, "callback": 7}],
  "entities": [
    {
      "name": "note", "plural": "notes", "label": {"vi": "Ghi chú", "en": "Note"},
      "fields": [
        {"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "required": true, "max_length": 50, "unique": true, "sortable": true, "title": true, "searchable": true},
        {"name": "body", "type": "long_text", "label": {"vi": "a", "en": "b"}},
        {"name": "count", "type": "integer", "label": {"vi": "a", "en": "b"}, "min": 0, "max": 1000, "sortable": true},
        {"name": "price", "type": "decimal", "scale": 2, "label": {"vi": "a", "en": "b"}},
        {"name": "cost", "type": "money", "label": {"vi": "a", "en": "b"}},
        {"name": "done", "type": "boolean", "label": {"vi": "a", "en": "b"}},
        {"name": "due", "type": "date", "label": {"vi": "a", "en": "b"}},
        {"name": "at", "type": "timestamp", "label": {"vi": "a", "en": "b"}},
        {"name": "parent", "type": "reference", "to": "puppet.note", "label": {"vi": "a", "en": "b"}},
        {"name": "others", "type": "multi_reference", "to": "puppet.note", "label": {"vi": "a", "en": "b"}},
        {"name": "extra", "type": "json", "label": {"vi": "a", "en": "b"}},
        {"name": "secret", "type": "text", "label": {"vi": "a", "en": "b"}, "read_by": ["boss"]}
      ],
      "grants": [{"role": "clerk", "actions": "all"}]
    },
    {
      "name": "ticket", "plural": "tickets", "label": {"vi": "Phiếu", "en": "Ticket"},
      "fields": [
        {"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "required": true, "title": true},
        {"name": "code", "type": "puppet.code", "label": {"vi": "a", "en": "b"}},
        {"name": "size", "type": "integer", "label": {"vi": "a", "en": "b"}, "max": 10},
        {"name": "remark", "type": "text", "label": {"vi": "a", "en": "b"}, "readonly": true}
      ],
      "checks": [1],
      "claims": [{"name": "once", "callback": 2, "code": "once_only"}],
      "before": {"create": [3], "update": [4], "delete": [6]},
      "after_commit": [5],
      "grants": [{"role": "clerk", "actions": "all"}]
    }
  ],
  "messages": [{"code": "too_odd", "vi": "Lẻ quá: {limit}", "en": "Too odd: {limit}"}, {"code": "once_only", "vi": "Một lần", "en": "Once only"}],
  "routes": [
    {"verb": "GET", "pattern": "/run", "space": "actions", "permission": "anyone", "callback": 99, "label": {"vi": "a", "en": "b"}, "query": ["q"]},
    {"verb": "POST", "pattern": "/json", "space": "actions", "permission": "anyone", "callback": 99, "label": {"vi": "a", "en": "b"}, "body": "json"},
    {"verb": "POST", "pattern": "/any", "space": "actions", "permission": "anyone", "callback": 99, "label": {"vi": "a", "en": "b"}, "body": "any"},
    {"verb": "GET", "pattern": "/mine", "space": "actions", "permission": "authenticated", "callback": 99, "label": {"vi": "a", "en": "b"}},
    {"verb": "GET", "pattern": "/boss", "space": "actions", "permission": "boss", "callback": 99, "label": {"vi": "a", "en": "b"}, "expensive": true},
    {"verb": "GET", "pattern": "/at-once", "space": "actions", "permission": "anyone", "callback": 99, "label": {"vi": "a", "en": "b"}, "non_blocking": true},
    {"verb": "GET", "pattern": "/certificates/{code}", "space": "public", "permission": "anyone", "callback": 99, "label": {"vi": "a", "en": "b"}}
  ],
  "settings": [{"name": "round_down_to", "type": "integer", "default": 1000, "label": {"vi": "a", "en": "b"}}],
  "indicators": [{"name": "total", "label": {"vi": "Tổng", "en": "Total"}, "callback": 8, "permission": "authenticated"}]
})json";

stage::stage(database::database& on)
    : db(on),
      plugins({.plugins = {.folders = {NSCL_FIXTURES}, .enabled = {"puppet"}, .values = {}},
               .later = plugin_host::unmapping::real})
{
    puppet::fresh().document = stage_document;
    callers.who = user(7, {"boss", "clerk"});
    problems.recognise(plugin_host::recognise_outage);
    plugins.load(core_declaration(), catalogue);

    auto requests = plugins.schema_requests();
    auto own = entities::request_of(*plugins.model(), "core");
    for (auto& each : journal::tables()) own.tables.push_back(std::move(each));
    for (auto& each : search::tables()) own.tables.push_back(std::move(each));
    requests.insert(requests.begin(), std::move(own));
    entities::apply_schema(db, requests);

    std::map<std::string, std::int64_t> numbers;
    for (const auto* each : plugins.model()->entities())
        numbers.emplace(each->full_name(), static_cast<std::int64_t>(numbers.size()) + 1);
    plugins.model()->number_entities(numbers);
    constexpr std::chrono::minutes vietnam{7 * 60};
    store = std::make_shared<entities::entity_store>(plugins.model(), clock, vietnam);
    plugins.create(std::make_shared<plugin_host::host_services>(db, store, clock, vietnam));
    plugins.start();
    routes = plugins.routes({callers, problems});
}

stage::~stage()
{
    plugins.stop();
}

http::response stage::ask(http::verb verb, const std::string& pattern, http::request request)
{
    request.verb = verb;
    for (const auto& each : routes) {
        if (each.verb != verb || each.pattern != pattern) continue;
        try {
            return each.handler(request);
        } catch (const std::exception& thrown) {
            return problems.from(thrown, request); // as the session does
        }
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
}

http::response stage::run(puppet::code code)
{
    puppet::the().callbacks[99] = std::move(code);
    return ask(http::verb::get, "/api/v1/puppet/actions/run");
}

void stage::inside(const std::function<void(nscl_handle)>& code)
{
    const auto answered = run([&](nscl_call& call, nscl_error&) {
        code(call.context);
        const auto& own = puppet::the();
        return own.http().respond(own.self(), call.context, 204, text(""), text(""), nullptr);
    });
    EXPECT_EQ(answered.status, 204U) << answered.body;
}

messages::outcome<entities::record> stage::create(std::string_view entity_name,
                                                  const std::map<std::string, std::string>& values)
{
    const auto& of = entity(entity_name);
    entities::field_values given;
    for (const auto& [name, value] : values) {
        const auto index = of.find(name).value();
        given[index] = entities::accept_text(of.fields[index], value).value();
    }
    return db.write([&](database::transaction& in) {
        return store->create(in, *callers.who, entities::authority::caller, of, given);
    });
}

} // namespace nscl::tests
