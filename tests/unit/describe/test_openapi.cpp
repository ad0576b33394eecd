#include "core/describe/describe_routes.hpp"
#include "core/describe/openapi.hpp"
#include "core/entities/reading/list_query.hpp"
#include "tests/unit/entities/club.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace nscl::tests {

namespace json = boost::json;
using http::verb;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

namespace {

constexpr std::string_view press = R"json({
  "declaration": 1,
  "entities": [{
    "name": "news_item", "plural": "news_items", "label": {"vi": "Tin", "en": "Piece of news"}, "label_many": {"vi": "Các tin", "en": "News"},
    "fields": [
      {"name": "title", "type": "text", "label": {"vi": "Tiêu đề", "en": "Title"}, "required": true},
      {"name": "picture", "type": "attachment", "label": {"vi": "Ảnh", "en": "Picture"}}
    ],
    "grants": [{"role": "editor", "actions": "all"}]
  }],
  "roles": [{"name": "editor", "label": {"vi": "Biên tập viên", "en": "Editor"}}],
  "routes": [
    {"verb": "GET", "pattern": "/", "space": "public", "permission": "anyone", "callback": 1, "label": {"vi": "Trang đầu", "en": "Front page"},
     "answer": {"content_type": "text/html"}},
    {"verb": "POST", "pattern": "/print/{page}", "space": "actions", "permission": "editor", "callback": 2, "label": {"vi": "In", "en": "Print"},
     "query": ["copies"], "body": "json", "answer": {"schema": {"type": "integer"}}}
  ],
  "indicators": [{"name": "readers", "label": {"vi": "Người đọc", "en": "Readers"}, "callback": 3, "permission": "authenticated"}]
})json";

http::route route(verb which, std::string pattern, std::string owner)
{
    http::route made;
    made.verb = which;
    made.pattern = std::move(pattern);
    made.owner = std::move(owner);
    made.handler = [](const http::request&) { return http::no_content(); };
    return made;
}

std::string text(const json::value& of)
{
    return std::string{of.as_string()};
}

std::vector<std::string> texts(const json::value& list)
{
    std::vector<std::string> all;
    for (const auto& each : list.as_array()) all.push_back(text(each));
    return all;
}

/// Calls `act` with every object inside.
template <class Act>
void each_object(const json::value& in, const Act& act)
{
    if (const auto* list = in.if_array()) {
        for (const auto& each : *list) each_object(each, act);
    } else if (const auto* object = in.if_object()) {
        act(*object);
        for (const auto& member : *object) each_object(member.value(), act);
    }
}

/// A world, the routes that it would serve, and their document.
class described {
public:
    described(std::string_view plugin, std::string_view document, std::vector<http::route> more = {})
        : open_(fresh_.open()), world(*open_, plugin, document), routes(world.router->routes())
    {
        for (auto& each : more) routes.push_back(std::move(each));
        english = written(messages::language::en);
    }

    json::value written(messages::language language) const
    {
        return json::parse(describe::openapi(*world.model, routes, language));
    }

    const json::object& operation(std::string_view path, std::string_view verb) const
    {
        return english.at("paths").at(path).at(verb).as_object();
    }

    /// The names of an operation's parameters that travel in `place`.
    std::vector<std::string> parameters(const json::object& of, std::string_view place) const
    {
        std::vector<std::string> names;
        if (!of.contains("parameters")) return names;
        for (const auto& each : of.at("parameters").as_array()) {
            const auto* shared = each.as_object().if_contains("$ref");
            const auto& shown = shared ? english.at_pointer(text(*shared).substr(1)) : each;
            if (shown.at("in").as_string() == place) names.push_back(text(shown.at("name")));
        }
        return names;
    }

private:
    test_database fresh_{engine::sqlite};
    std::unique_ptr<database::database> open_;

public:
    record_world world;
    std::vector<http::route> routes;
    json::value english;
};

std::vector<http::route> press_routes()
{
    return {route(verb::get, "/p/press", "press"),
            route(verb::get, "/files/{path...}", "core"),
            route(verb::post, "/api/v1/press/actions/print/{page}", "press"),
            route(verb::get, "/api/v1/press/indicators/readers", "press"),
            route(verb::get, "/api/v1/session", "core"),
            route(verb::delete_, "/api/v1/session", "core")};
}

} // namespace

TEST(OpenApi, HasExactlyTheRoutes)
{
    const described at{"press", press, press_routes()};
    std::set<std::string> served;
    for (const auto& each : at.routes) {
        auto path = each.pattern;
        if (const auto dots = path.find("...}"); dots != std::string::npos) path.erase(dots, 3);
        std::string key{http::name(each.verb)};
        std::transform(key.begin(), key.end(), key.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
        served.insert(key + " " + path);
    }
    std::set<std::string> written;
    for (const auto& path : at.english.at("paths").as_object()) {
        for (const auto& member : path.value().as_object()) {
            if (member.key() != "parameters") written.insert(std::string{member.key()} + " " + std::string{path.key()});
        }
    }
    EXPECT_EQ(written, served);
    EXPECT_THAT(written, Contains("get /files/{path}"));
    EXPECT_THAT(written, Contains("get /api/v1/press/news-items/{id}/attachments/{field}"));
}

TEST(OpenApi, DescribesEveryPathParameterOnce)
{
    const described at{"press", press, press_routes()};
    for (const auto& path : at.english.at("paths").as_object()) {
        std::vector<std::string> in_path;
        const std::string_view pattern = path.key();
        for (auto begin = pattern.find('{'); begin != std::string_view::npos; begin = pattern.find('{', begin + 1))
            in_path.emplace_back(pattern.substr(begin + 1, pattern.find('}', begin) - begin - 1));
        for (const auto& member : path.value().as_object()) {
            if (member.key() == "parameters") continue;
            EXPECT_THAT(at.parameters(member.value().as_object(), "path"), testing::UnorderedElementsAreArray(in_path))
                << pattern;
        }
    }
}

TEST(OpenApi, NamesEveryOperationDifferently)
{
    auto alike = press_routes();
    alike.push_back(route(verb::post, "/api/v1/press/actions/print-page", "press"));
    alike.push_back(route(verb::post, "/api/v1/press/actions/print_page", "press"));
    const described at{"press", press, alike};
    std::set<std::string> ids;
    std::size_t operations = 0;
    each_object(at.english.at("paths"), [&](const json::object& each) {
        if (!each.contains("operationId")) return;
        ++operations;
        ids.insert(text(each.at("operationId")));
    });
    EXPECT_EQ(operations, at.routes.size());
    EXPECT_EQ(ids.size(), operations);
    EXPECT_THAT(ids, IsSupersetOf({"press.news_item.list", "core.user.change", "get_session"}));
}

TEST(OpenApi, RefersOnlyToWhatIsThere)
{
    const described at{"club", club_document};
    each_object(at.english, [&](const json::object& each) {
        const auto* reference = each.if_contains("$ref");
        if (!reference || !reference->is_string()) return;
        boost::system::error_code missing;
        at.english.find_pointer(text(*reference).substr(1), missing);
        EXPECT_FALSE(missing) << text(*reference);
    });
}

TEST(OpenApi, OffersTheFiltersThatAListTakes)
{
    const described at{"club", club_document};
    const auto& entity = at.world.entity("club.member");
    const auto offered = at.parameters(at.operation("/api/v1/club/members", "get"), "query");
    std::vector<std::string> fields{"id"};
    for (const auto& each : entity.fields) fields.push_back(each.name);
    for (const auto& field : fields) {
        for (const auto* how : {"eq", "ne", "lt", "le", "gt", "ge", "in", "starts", "isnull"}) {
            // The value is good for no field; so an operator that fits is told by what is refused.
            const std::string short_name = "filter[" + field + "]";
            const auto full_name = short_name + "[" + how + "]";
            const std::vector<http::pair> asked{{full_name, "\xFF"}};
            const auto parsed =
                entities::parse_list_query(entity, at.world.store->access(), almighty(), std::span{asked});
            const bool taken = parsed.has_value() || parsed.error().code != "unknown_operator";
            const auto& name = std::string_view{how} == "eq" ? short_name : full_name;
            EXPECT_EQ(std::find(offered.begin(), offered.end(), name) != offered.end(), taken) << name;
        }
    }
    EXPECT_THAT(offered, IsSupersetOf({"sort", "fields", "q", "limit", "cursor", "count", "view"}));
}

TEST(OpenApi, ExportsWhatIsFilteredWithoutPages)
{
    const described at{"club", club_document};
    const auto offered = at.parameters(at.operation("/api/v1/club/members/export", "get"), "query");
    EXPECT_THAT(offered, IsSupersetOf({"sort", "fields", "q", "filter[born][ge]"}));
    EXPECT_THAT(offered, Not(Contains(AnyOf("limit", "cursor", "count", "view"))));
}

TEST(OpenApi, SortsBySortableFieldsOnly)
{
    const described at{"club", club_document};
    const auto& sort = at.english.at("components").at("parameters").at("club.branch.sort");
    EXPECT_THAT(texts(sort.at("schema").at("enum")), ElementsAre("id", "-id", "name", "-name"));
}

TEST(OpenApi, SaysWhatAClientMayWrite)
{
    const described at{"club", club_document};
    const auto& schemas = at.english.at("components").at("schemas");
    const auto& members = schemas.at("club.member.Change").at("properties").as_object();
    EXPECT_FALSE(members.contains("state"));
    EXPECT_FALSE(members.contains("origin"));
    EXPECT_FALSE(members.contains("number"));
    EXPECT_EQ(members.at("born").at("type"), (json::value{"string", "null"}));
    EXPECT_EQ(members.at("name").at("type"), "string");
    EXPECT_EQ(members.at("fee").at("type").at(0), "integer");
    EXPECT_EQ(members.at("rate").at("type").at(0), "string");
    EXPECT_FALSE(schemas.at("club.member.Change").at("additionalProperties").as_bool());
    EXPECT_THAT(texts(schemas.at("club.member.Create").at("required")), ElementsAre("name", "branch"));
}

TEST(OpenApi, SaysWhatARecordLooksLike)
{
    const described at{"club", club_document};
    const auto& row = at.english.at("components").at("schemas").at("club.member.Row");
    const auto& members = row.at("properties");
    EXPECT_EQ(members.at("branch").at("anyOf").at(0).at("$ref"), "#/components/schemas/Reference");
    EXPECT_EQ(members.at("friends").at("items").at("$ref"), "#/components/schemas/Reference");
    EXPECT_THAT(texts(members.at("state").at("enum")), ElementsAre("draft", "submitted", "approved", "expired"));
    EXPECT_FALSE(members.at("extra").as_object().contains("type"));
    EXPECT_THAT(texts(row.at("required")), UnorderedElementsAre("id", "version", "created_at", "updated_at"));
}

TEST(OpenApi, TakesTheFieldsOfTransitionsThatPeopleMayTake)
{
    const described at{"club", club_document};
    const auto& step = at.operation("/api/v1/club/members/{id}/transitions/{name}", "post");
    const auto& body = step.at("requestBody").at("content").at("application/json").at("schema");
    std::vector<std::string> names;
    for (const auto& each : body.at("properties").as_object()) names.emplace_back(each.key());
    EXPECT_THAT(names, UnorderedElementsAre("born", "joined", "remark", "origin"));
    for (const auto& each : step.at("parameters").as_array()) {
        if (each.as_object().contains("$ref") || each.at("name") != "name") continue;
        EXPECT_THAT(texts(each.at("schema").at("enum")), ElementsAre("submit", "approve"));
    }
    EXPECT_THAT(text(step.at("description")), HasSubstr("`submit` (Submit): draft → submitted; roles clerk"));
}

TEST(OpenApi, DescribesWhatPluginsDeclare)
{
    const described at{"press", press, press_routes()};
    const auto& front = at.operation("/p/press", "get");
    EXPECT_EQ(front.at("summary"), "Front page");
    EXPECT_TRUE(front.at("responses").at("200").at("content").as_object().contains("text/html"));
    EXPECT_TRUE(front.at("security").at(0).as_object().empty());

    const auto& print = at.operation("/api/v1/press/actions/print/{page}", "post");
    EXPECT_THAT(at.parameters(print, "query"), ElementsAre("copies"));
    EXPECT_EQ(print.at("responses").at("200").at("content").at("application/json").at("schema").at("type"), "integer");
    EXPECT_THAT(text(print.at("description")), HasSubstr("`editor`"));
    EXPECT_TRUE(print.at("security").at(0).as_object().contains("csrf"));

    EXPECT_EQ(at.operation("/api/v1/press/indicators/readers", "get").at("summary"), "Indicator: Readers");
}

TEST(OpenApi, MentionsWhatARoutesLineRulesOut)
{
    auto closed = route(verb::get, "/api/v1/closed", "core");
    closed.query.emplace();
    closed.produces = "application/json";
    const described at{"press", press, {closed, route(verb::get, "/api/v1/open", "core")}};
    const auto statuses = [&](std::string_view path) { return at.operation(path, "get").at("responses").as_object(); };
    EXPECT_TRUE(statuses("/api/v1/closed").contains("400"));
    EXPECT_TRUE(statuses("/api/v1/closed").contains("406"));
    EXPECT_FALSE(statuses("/api/v1/open").contains("406"));
}

TEST(OpenApi, NamesTheJournalsFilters)
{
    const described at{"press", press, {route(verb::get, "/api/v1/core/journal", "core")}};
    std::set<std::string> names;
    for (const auto& each : at.operation("/api/v1/core/journal", "get").at("parameters").as_array()) {
        if (const auto* name = each.as_object().if_contains("name")) names.emplace(name->as_string());
    }
    EXPECT_TRUE(names.contains("filter[at][ge]"));
    EXPECT_TRUE(names.contains("filter[plugin]"));
    EXPECT_FALSE(names.contains("filter[plugin][ne]"));
    EXPECT_FALSE(names.contains("filter[action][starts]"));
    EXPECT_FALSE(names.contains("filter[id]"));
}

TEST(OpenApi, TellsWhoSendsAnIdempotencyKeyThatItMayBeInUse)
{
    const described at{"press", press};
    const auto& create = at.operation("/api/v1/press/news-items", "post");
    EXPECT_THAT(at.parameters(create, "header"), Contains("Idempotency-Key"));
    const auto& conflict = at.english.at_pointer(text(create.at("responses").at("409").at("$ref")).substr(1));
    EXPECT_THAT(text(conflict.at("description")), HasSubstr("idempotency_key_in_use"));
}

TEST(OpenApi, SpeaksBothLanguages)
{
    const described at{"press", press, press_routes()};
    const auto vietnamese = at.written(messages::language::vi);
    const auto& list = vietnamese.at("paths").at("/api/v1/press/news-items").at("get");
    EXPECT_EQ(list.at("summary"), "Danh sách: Các tin");
    EXPECT_EQ(at.operation("/api/v1/press/news-items", "get").at("summary"), "List: News");
    EXPECT_EQ(list.at("operationId"), at.operation("/api/v1/press/news-items", "get").at("operationId"));
}

TEST(OpenApi, IsServedInTheLanguageAskedFor)
{
    described at{"press", press};
    const entities::route_context context{
        at.world.db, at.world.store, *at.world.lists, at.world.callers, at.world.problems, at.world.repeats, 32};
    const http::router router{describe::describe_routes(context, at.routes, {}, {})};
    const auto found = router.find(verb::get, {"api", "v1", "openapi.json"});
    ASSERT_EQ(found.what, http::match::kind::found);
    http::request asked;
    asked.headers = {{"accept-language", "en"}};
    const auto english = found.route->handler(asked);
    EXPECT_EQ(header_of(english, "Content-Language"), "en");
    EXPECT_THAT(english.body, HasSubstr("\"/api/v1/openapi.json\""));
    EXPECT_THAT(english.body, HasSubstr("\"/api/v1/schema\""));

    asked.headers = {{"if-none-match", header_of(english, "ETag")}};
    EXPECT_EQ(found.route->handler(asked).status, 200U) << "another language is another document";
    asked.headers.emplace_back("accept-language", "en");
    EXPECT_EQ(found.route->handler(asked).status, 304U);
}

} // namespace nscl::tests
