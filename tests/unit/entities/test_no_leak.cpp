#include "core/csv/reader.hpp"
#include "tests/support/record_world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

// Whatever is declared, granted and stored, no door shows more than a second, independent reckoning of the rules allows, and the doors that
// show whole records show no less.

namespace nscl::tests {

namespace {

using entities::record_id;
namespace json = boost::json;

const std::vector<std::string> roles{"red", "green", "blue"};
const std::vector<std::string> dimensions{"zone", "site", "own"};
const std::vector<std::string> actions{"read", "export", "history", "update"};

class dice {
public:
    explicit dice(unsigned seed) : engine_(seed) {}
    int roll(int sides) { return std::uniform_int_distribution<int>{0, sides - 1}(engine_); }
    bool toss() { return roll(2) == 1; }
    template <class T>
    const T& one_of(const std::vector<T>& many)
    {
        return many[static_cast<std::size_t>(roll(static_cast<int>(many.size())))];
    }
    template <class T>
    std::vector<T> some_of(const std::vector<T>& many)
    {
        std::vector<T> result;
        for (const auto& each : many) {
            if (toss()) result.push_back(each);
        }
        return result;
    }

private:
    std::mt19937 engine_;
};

/// A record as the reckoning knows it: ids by field, one or several.
struct thing {
    record_id id = 0;
    std::string title;
    std::map<std::string, std::vector<record_id>> links;
};

struct grant_line {
    std::string role;
    std::vector<std::string> actions;
    std::vector<std::string> within;
};

struct kind {
    std::string name;
    std::map<std::string, std::string> links;  ///< field -> kind; "user" is the server's own
    std::map<std::string, std::string> scopes; ///< dimension -> path
    std::vector<grant_line> grants;
    std::vector<thing> things;
};

/// A random model, its records, and who may do what with them.
class reckoning {
public:
    explicit reckoning(dice& chance)
    {
        add({"zone", {}, {{"zone", "id"}}, {}, {}}, chance);
        add({"site",
             {{"zone", "zone"}, {"keeper", "user"}},
             {{"zone", "zone"}, {"site", "id"}, {"own", "keeper"}},
             {},
             {}},
            chance);
        add({"box",
             {{"site", "site"}, {"reach", "zone"}, {"owner", "user"}},
             {{"zone", chance.one_of<std::string>({"site.zone", "reach"})},
              {"site", "site"},
              {"own", chance.one_of<std::string>({"owner", "site.keeper"})}},
             {},
             {}},
            chance);
        add({"note",
             {{"box", "box"}, {"boxes", "box"}, {"zone", "zone"}},
             {{"zone", chance.one_of<std::string>({"box.reach", "boxes.reach", "zone"})},
              {"site", chance.one_of<std::string>({"box.site", "boxes.site"})},
              {"own", chance.one_of<std::string>({"box.owner", "boxes.owner"})}},
             {},
             {}},
            chance);
    }

    std::string document() const
    {
        const json::object label{{"vi", "a"}, {"en", "b"}};
        json::array entities;
        for (const auto& each : kinds) {
            json::array fields{json::object{{"name", "title"},
                                            {"type", "text"},
                                            {"label", label},
                                            {"searchable", true},
                                            {"sortable", true},
                                            {"title", true}}};
            fields.push_back({{"name", "secret"},
                              {"type", "text"},
                              {"label", label},
                              {"searchable", true},
                              {"read_by", json::array{"blue"}}});
            for (const auto& [field, to] : each.links) {
                fields.push_back({{"name", field},
                                  {"type", is_list(field) ? "multi_reference" : "reference"},
                                  {"to", to == "user" ? "core.user" : "world." + to},
                                  {"label", label}});
            }
            json::array scopes;
            for (const auto& [dimension, path] : each.scopes)
                scopes.push_back({{"dimension", dimension}, {"path", path}});
            json::array grants;
            for (const auto& line : each.grants) {
                grants.push_back({{"role", line.role},
                                  {"actions", json::array(line.actions.begin(), line.actions.end())},
                                  {"within", json::array(line.within.begin(), line.within.end())}});
            }
            entities.push_back({{"name", each.name},
                                {"plural", each.name + "s"},
                                {"label", label},
                                {"fields", fields},
                                {"scopes", scopes},
                                {"grants", grants}});
        }
        json::array declared_roles;
        for (const auto& each : roles) declared_roles.push_back({{"name", each}, {"label", label}});
        const json::array declared_dimensions{
            json::object{{"name", "zone"}, {"label", label}, {"entity", "world.zone"}},
            json::object{{"name", "site"}, {"label", label}, {"entity", "world.site"}},
            json::object{{"name", "own"}, {"label", label}, {"self", true}}};
        return json::serialize(json::object{{"declaration", 1},
                                            {"roles", declared_roles},
                                            {"dimensions", declared_dimensions},
                                            {"entities", entities}});
    }

    void fill(record_world& world, dice& chance)
    {
        for (int i = 0; i < 3; ++i) {
            users.push_back(world.add(
                "core.user", {{"username", "\"user" + std::to_string(i) + "\""}, {"display_name", "\"Người\""}}));
        }
        const auto& ids_of = [&](const std::string& name) {
            if (name == "user") return users;
            std::vector<record_id> ids;
            for (const auto& each : find(name).things) ids.push_back(each.id);
            return ids;
        };
        for (auto& each : kinds) {
            for (int i = 0; i < 7; ++i) {
                thing made;
                made.title = each.name + " số " + std::to_string(i);
                json::object body{{"title", made.title}, {"secret", "kín" + std::to_string(i)}};
                for (const auto& [field, to] : each.links) {
                    const auto choice = ids_of(to);
                    auto chosen = is_list(field) ? chance.some_of(choice) : std::vector<record_id>{};
                    if (!is_list(field) && chance.roll(4) > 0) chosen.push_back(chance.one_of(choice));
                    if (is_list(field))
                        body[field] = json::array(chosen.begin(), chosen.end());
                    else if (!chosen.empty())
                        body[field] = chosen.front();
                    made.links[field] = chosen;
                }
                world.callers.who = std::make_shared<const entities::caller>(almighty());
                const auto answer =
                    world.ask(http::verb::post, "/api/v1/world/" + each.name + "s", json::serialize(body));
                ASSERT_EQ(answer.status, 201U) << answer.body;
                made.id = json::parse(answer.body).at("id").as_int64();
                each.things.push_back(made);
            }
        }
    }

    /// Said plainly: some grant entry for the action names a role that he holds with, for each of its dimensions, a value that the
    /// record's path reaches.
    bool allowed(const kind& of, const thing& what, const std::string& action, const entities::caller& who) const
    {
        for (const auto& line : of.grants) {
            if (std::find(line.actions.begin(), line.actions.end(), action) == line.actions.end()) continue;
            for (const auto& held : who.grants) {
                if (held.role != line.role) continue;
                const bool inside = std::all_of(line.within.begin(), line.within.end(), [&](const auto& dimension) {
                    const auto reached = follow(of, what, of.scopes.at(dimension));
                    if (dimension == "own") return reached.contains(who.user);
                    const auto values = held.values.find(dimension);
                    return values != held.values.end() && std::any_of(values->second.begin(), values->second.end(),
                                                                      [&](auto id) { return reached.contains(id); });
                });
                if (inside) return true;
            }
        }
        return false;
    }

    std::set<record_id> visible(const kind& of, const std::string& action, const entities::caller& who) const
    {
        std::set<record_id> ids;
        for (const auto& each : of.things) {
            if (allowed(of, each, action, who)) ids.insert(each.id);
        }
        return ids;
    }

    const kind& find(const std::string& name) const
    {
        return *std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.name == name; });
    }

    static bool is_list(const std::string& field) { return field == "reach" || field == "boxes"; }

    std::vector<kind> kinds;
    std::vector<record_id> users;

private:
    void add(kind made, dice& chance)
    {
        const int lines = 1 + chance.roll(4);
        for (int i = 0; i < lines; ++i) {
            grant_line line{chance.one_of(roles), chance.some_of(actions), {}};
            if (line.actions.empty()) line.actions.emplace_back("read");
            for (const auto& [dimension, path] : made.scopes) {
                if (chance.toss()) line.within.push_back(dimension);
            }
            made.grants.push_back(line);
        }
        kinds.push_back(std::move(made));
    }

    std::set<record_id> follow(const kind& of, const thing& what, const std::string& path) const
    {
        if (path == "id") return {what.id};
        const auto dot = path.find('.');
        const auto& ids = what.links.at(path.substr(0, dot));
        if (dot == std::string::npos) return {ids.begin(), ids.end()};
        const auto& next = find(of.links.at(path.substr(0, dot)));
        std::set<record_id> reached;
        for (const auto& each : next.things) {
            if (std::find(ids.begin(), ids.end(), each.id) == ids.end()) continue;
            const auto deeper = follow(next, each, path.substr(dot + 1));
            reached.insert(deeper.begin(), deeper.end());
        }
        return reached;
    }
};

entities::caller random_caller(const reckoning& known, dice& chance)
{
    auto who = person(chance.one_of(known.users), {});
    const int grants = chance.roll(4);
    for (int i = 0; i < grants; ++i) {
        entities::grant held{chance.one_of(roles), {}};
        for (const std::string name : {"zone", "site"}) {
            if (!chance.toss()) continue;
            for (const auto& each : known.find(name).things) {
                if (chance.roll(3) == 0) held.values[name].push_back(each.id);
            }
        }
        who.grants.push_back(std::move(held));
    }
    return who;
}

/// Looks at every door with one caller's eyes.
class visitor {
public:
    visitor(record_world& world, const reckoning& known, const entities::caller& who)
        : world_(world), known_(known), who_(who)
    {
        world_.callers.who = std::make_shared<const entities::caller>(who);
    }

    void look_at(const kind& of)
    {
        const auto seen = known_.visible(of, "read", who_);
        const auto path = "/api/v1/world/" + of.name + "s";
        const bool may = world_.store->access().may(world_.entity("world." + of.name), entities::action::read, who_);
        if (!may) {
            EXPECT_TRUE(seen.empty());
            EXPECT_EQ(world_.ask(http::verb::get, path).status, 403U);
        } else {
            EXPECT_EQ(listed(of, path + "?limit=200&count=exact"), seen);
            EXPECT_EQ(count_, static_cast<std::int64_t>(seen.size()));
            EXPECT_EQ(listed(of, path + "?limit=200&sort=title&q=" + of.name + "&count=exact"), seen);
            EXPECT_EQ(count_, static_cast<std::int64_t>(seen.size()));
            EXPECT_EQ(listed(of, path + "?limit=200&view=option"), seen);
            EXPECT_EQ(listed(of, path + "?limit=200&filter[title][starts]=" + of.name), seen);
            // Words of a field that some may not read find nothing for anybody.
            EXPECT_TRUE(listed(of, path + "?q=kin1").empty());
        }
        const auto history = known_.visible(of, "history", who_);
        for (const auto& each : of.things) {
            const auto one = path + "/" + std::to_string(each.id);
            const auto answer = world_.ask(http::verb::get, one);
            EXPECT_EQ(answer.status, seen.contains(each.id) ? 200U : 404U) << one;
            if (answer.status == 200) check_record(of, json::parse(answer.body).as_object());
            const bool both = seen.contains(each.id) && history.contains(each.id);
            const auto past = world_.ask(http::verb::get, one + "/history");
            EXPECT_EQ(past.status, both ? 200U : seen.contains(each.id) ? 403U : 404U) << one;
            if (past.status == 200) check_history(of, past.body);
            const auto changed = world_.ask(http::verb::patch, one, "{}", {{"if-match", "*"}});
            const bool update = known_.allowed(of, each, "update", who_);
            EXPECT_EQ(changed.status, !update && !seen.contains(each.id) ? 404U
                                      : !update                          ? 403U
                                      : seen.contains(each.id)           ? 200U
                                                                         : 204U)
                << one;
        }
        look_at_export(of, path);
    }

private:
    bool blue() const { return who_.has_role("blue"); }

    std::set<record_id> listed(const kind& of, const std::string& target)
    {
        const auto answer = world_.ask(http::verb::get, target);
        EXPECT_EQ(answer.status, 200U) << target << answer.body;
        const auto body = json::parse(answer.body);
        std::set<record_id> ids;
        for (const auto& each : body.at("data").as_array()) {
            ids.insert(each.at("id").as_int64());
            if (!each.as_object().contains("label")) check_record(of, each.as_object());
        }
        const auto* count = body.at("page").as_object().if_contains("count");
        count_ = count ? count->as_int64() : -1;
        return ids;
    }

    void check_record(const kind& of, const json::object& shown)
    {
        EXPECT_EQ(shown.contains("secret"), blue());
        for (const auto& [field, to] : of.links) check_reference(to, shown.at(field));
    }

    void check_reference(const std::string& to, const json::value& shown)
    {
        if (shown.is_array()) {
            for (const auto& each : shown.as_array()) check_reference(to, each);
        }
        if (!shown.is_object() || to == "user") return;
        const auto readable = known_.visible(known_.find(to), "read", who_);
        EXPECT_EQ(!shown.at("label").is_null(), readable.contains(shown.at("id").as_int64())) << to << " " << shown;
    }

    void check_history(const kind& of, const std::string& body)
    {
        const auto parsed = json::parse(body);
        for (const auto& entry : parsed.at("data").as_array()) {
            for (const auto& change : entry.at("changes").as_array()) {
                const std::string field{change.at("field").as_string()};
                EXPECT_TRUE(field != "secret" || blue());
                if (of.links.contains(field)) check_reference(of.links.at(field), change.at("new"));
            }
        }
    }

    void look_at_export(const kind& of, const std::string& path)
    {
        const auto& entity = world_.entity("world." + of.name);
        const bool offered = std::any_of(of.grants.begin(), of.grants.end(), [](const auto& line) {
            return std::find(line.actions.begin(), line.actions.end(), "export") != line.actions.end();
        });
        if (!offered) return;
        const auto answer = world_.ask(http::verb::get, path + "/export?sort=title");
        const auto seen = known_.visible(of, "export", who_);
        if (!world_.store->access().may(entity, entities::action::export_, who_)) {
            EXPECT_EQ(answer.status, 403U);
            EXPECT_TRUE(seen.empty());
            return;
        }
        const auto text = whole_body(answer);
        EXPECT_EQ(text.find("kín") != std::string::npos, blue() && !seen.empty());
        csv::reader rows{text};
        const auto header = rows.next().value().value();
        std::set<record_id> ids;
        while (const auto row = rows.next().value()) {
            ids.insert(std::stoll(row->cells[0]));
            for (std::size_t i = 0; i < header.cells.size(); ++i) {
                const auto to = of.links.find(header.cells[i]);
                if (to != of.links.end() && to->second != "user") check_labels(known_.find(to->second), row->cells[i]);
            }
        }
        EXPECT_EQ(ids, seen);
    }

    void check_labels(const kind& target, const std::string& cell)
    {
        const auto readable = known_.visible(target, "read", who_);
        for (const auto& each : target.things) {
            EXPECT_TRUE(cell.find(each.title) == std::string::npos || readable.contains(each.id)) << cell;
        }
    }

    record_world& world_;
    const reckoning& known_;
    entities::caller who_;
    std::int64_t count_ = 0;
};

} // namespace

class NoDoor : public testing::TestWithParam<std::tuple<engine, unsigned>> {};
INSTANTIATE_TEST_SUITE_P(On, NoDoor,
                         testing::Combine(testing::Values(engine::sqlite, engine::mariadb), testing::Range(1U, 7U)),
                         [](const auto& tested) {
                             return testing::PrintToString(std::get<0>(tested.param)) +
                                    std::to_string(std::get<1>(tested.param));
                         });

TEST_P(NoDoor, ShowsMoreThanTheGrantsSay)
{
    const auto [which, seed] = GetParam();
    dice chance{seed};
    reckoning known{chance};
    test_database fresh{which};
    const auto db = fresh.open();
    record_world world{*db, "world", known.document()};
    ASSERT_NO_FATAL_FAILURE(known.fill(world, chance));
    for (int i = 0; i < 6; ++i) {
        const auto who = random_caller(known, chance);
        visitor eyes{world, known, who};
        for (const auto& each : known.kinds) eyes.look_at(each);
    }
}

} // namespace nscl::tests
