// Texts that look like SQL, in every place where a request may carry one: they are kept or refused as the texts they are.
#include "tests/integration/administrator.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace nscl::tests {
namespace {

namespace json = boost::json;
using testing::AnyOf;
using testing::Not;

constexpr std::array<std::string_view, 6> hostile{"x'; DROP TABLE programme_organization; --",
                                                  R"(x" OR ""=")",
                                                  "x') OR 1=1 UNION SELECT 1,2,3 #",
                                                  R"(x\'; DELETE FROM core_user; --)",
                                                  "x? :a $1 @b %s %d {0} {name}",
                                                  "x`core_user` /* [core_user] */ 100% _"};

std::string encoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        result += '%';
        result += digits[byte >> 4U];
        result += digits[byte & 0x0FU];
    }
    return result;
}

std::string text_of(const json::value& of)
{
    return std::string{of.as_string()};
}

bool holds_text(const json::value& field)
{
    const auto& type = field.at("type").as_string();
    return type == "text" || type == "long_text" || type == "email" || type == "phone" || type == "url";
}

/// A server with one record, at least, of each entity that can be made by hand, and somebody who may see and change everything.
class HostileTexts : public testing::TestWithParam<engine> {
protected:
    HostileTexts() : on_(GetParam()), server_(on(on_)), admin_(first_administrator(server_))
    {
        for (const char* role :
             {"dost_officer", "dost_leader", "dof_officer", "appraisal_council", "acceptance_council"})
            grant(admin_, role);
        const auto commune = first_id(admin_, "/api/v1/programme/communes");
        const auto content = first_id(admin_, "/api/v1/programme/support-contents?filter[code]=tool_5s");
        const auto organization = made(
            "/api/v1/programme/organizations",
            {{"name", "Hợp tác xã Mẫu"}, {"tax_code", "4925308300"}, {"type", "cooperative"}, {"commune", commune}});
        grant(admin_, "organization_user", {{"organization", json::array{organization}}});
        made("/api/v1/programme/applications", {{"organization", organization},
                                                {"content", content},
                                                {"requested_vnd", 1'000'000},
                                                {"estimated_value_vnd", 2'000'000},
                                                {"description", "5S"},
                                                {"double_funding_declared", true}});
        made("/api/v1/programme/support-calls",
             {{"title", "Đợt mẫu"}, {"opens_on", "2026-01-01"}, {"closes_on", "2026-12-31"}});
        made("/api/v1/programme/support-rates", {{"name", "Mức mẫu"},
                                                 {"area", "standards"},
                                                 {"percent", "50"},
                                                 {"valid_from", "2026-01-01"},
                                                 {"legal_basis", "province_resolution"},
                                                 {"resolution_no", "01"},
                                                 {"basis_document", "Nghị quyết mẫu"}});
        const auto included = first_id(admin_, "/api/v1/core/roles?filter[code]=dost_officer");
        made("/api/v1/core/roles", {{"code", "own"}, {"name", "Vai trò mẫu"}, {"includes", json::array{included}}});
        schema_ = json::parse(admin_.get("/api/v1/schema").body);
    }

    std::int64_t made(const std::string& path, const json::value& record)
    {
        return created(post(admin_, path, record));
    }

    const json::object& entities() const { return schema_.at("entities").as_object(); }

    /// How many records each entity has.
    std::map<std::string, std::int64_t> counted()
    {
        std::map<std::string, std::int64_t> result;
        for (const auto& [name, of] : entities()) {
            const auto got = json::parse(admin_.get(text_of(of.at("path")) + "?limit=1&count=exact").body);
            result[std::string{name}] = got.at("page").at("count").as_int64();
        }
        return result;
    }

    void expect_no_harm(const std::map<std::string, std::int64_t>& before)
    {
        EXPECT_EQ(counted(), before);
        EXPECT_EQ(server_.stop(), 0);
        EXPECT_THAT(server_.log(), Not(testing::HasSubstr(R"("level":"error")")));
    }

    answer patched(const std::string& path, const json::value& changes)
    {
        return admin_.send(
            {"PATCH", path, {{"Content-Type", "application/json"}, {"If-Match", "*"}}, json::serialize(changes)});
    }

    test_database on_;
    server_process server_;
    api_user admin_;
    json::value schema_;
};

NSCL_ON_EACH_DATABASE(HostileTexts);

TEST_P(HostileTexts, AreKeptAsTheyAreInEveryFieldThatTakesThem)
{
    const auto before = counted();
    std::size_t kept = 0;
    for (const auto& [name, of] : entities()) {
        const auto path = text_of(of.at("path"));
        const auto listed = json::parse(admin_.get(path + "?sort=-id&limit=1").body);
        if (listed.at("data").as_array().empty()) continue;
        const auto record = path + "/" + std::to_string(listed.at("data").at(0).at("id").as_int64());
        for (const auto& field : of.at("fields").as_array()) {
            if (!holds_text(field) || field.at("readonly").as_bool()) continue;
            const auto field_name = text_of(field.at("name"));
            for (const auto text : hostile) {
                const answer got = patched(record, {{field_name, text}});
                ASSERT_THAT(got.status, AnyOf(200U, 403U, 409U, 422U)) << record << ' ' << field_name << got.body;
                if (got.status != 200) continue;
                EXPECT_EQ(text_of(json::parse(admin_.get(record).body).at(field_name)), text)
                    << record << ' ' << field_name;
                ++kept;
                if (field.at("type").as_string() == "long_text") continue; // no list is filtered by one
                const answer found = admin_.get(path + "?count=exact&filter[" + field_name + "]=" + encoded(text));
                EXPECT_EQ(found.status, 200U) << found.body;
                EXPECT_EQ(json::parse(found.body).at("page").at("count"), 1) << found.body;
            }
        }
    }
    EXPECT_GE(kept, 20 * hostile.size()); // of organization, application, call, rate, role, ...
    expect_no_harm(before);
}

TEST_P(HostileTexts, AreWordsToLookForInEveryList)
{
    const auto before = counted();
    std::size_t asked = 0;
    for (const auto& [name, of] : entities()) {
        const auto path = text_of(of.at("path"));
        const auto ask = [&](const std::string& parameter, const std::string& text) {
            const answer got = admin_.get(path + "?" + parameter + "=" + text);
            EXPECT_THAT(got.status, AnyOf(200U, 400U)) << path << ' ' << parameter << ' ' << got.body;
            const bool finds = got.status == 200 && parameter != "q";
            EXPECT_TRUE(!finds || json::parse(got.body).at("data").as_array().empty()) << path << ' ' << got.body;
            ++asked;
        };
        for (const auto& field : of.at("fields").as_array()) {
            const auto filter = "filter[" + text_of(field.at("name")) + "]";
            ask(filter, encoded(hostile[asked % hostile.size()]));
            if (holds_text(field)) ask(filter + "[starts]", encoded(hostile[asked % hostile.size()]));
        }
        for (const auto text : hostile) {
            const auto sent = encoded(text);
            ask("q", sent);
            for (const auto* parameter : {"sort", "fields", "view", "count", "limit", "cursor"}) {
                const answer got = admin_.get(path + "?" + parameter + "=" + sent);
                EXPECT_EQ(got.status, 400U) << path << ' ' << parameter << ' ' << got.body;
            }
            EXPECT_EQ(admin_.get(path + "?filter[" + sent + "]=1").status, 400U);
            EXPECT_EQ(admin_.get(path + "?" + sent + "=1").status, 400U);
            EXPECT_THAT(admin_.get(path + "/" + sent).status, AnyOf(400U, 404U)); // a slash has no place in a segment
        }
    }
    EXPECT_GE(asked, 200U);
    expect_no_harm(before);
}

TEST_P(HostileTexts, ComeToNothingBesideRecords)
{
    const auto before = counted();
    for (const auto text : hostile) {
        const auto sent = encoded(text);
        for (const auto* field : {"action", "entity", "origin", "plugin", "transition"}) {
            const answer got = admin_.get("/api/v1/core/journal?filter[" + std::string{field} + "]=" + sent);
            EXPECT_THAT(got.status, AnyOf(200U, 400U)) << got.body;
            EXPECT_TRUE(got.status != 200 || json::parse(got.body).at("data").as_array().empty()) << got.body;
        }
        EXPECT_EQ(admin_.get("/api/v1/core/journal?cursor=" + sent).status, 400U);
        for (const auto* path : {"/api/v1/one-time-links/", "/api/v1/programme/indicators/"})
            EXPECT_THAT(admin_.get(path + sent).status, AnyOf(400U, 404U)) << path;

        api_user stranger{server_.port()};
        const answer refused =
            post(stranger, "/api/v1/session", {{"username", text}, {"password", std::string{text} + "' OR '1'='1"}});
        EXPECT_THAT(refused.status, AnyOf(401U, 429U)) << refused.body;
        const std::string header{text};
        EXPECT_EQ(stranger.send({"GET", "/api/v1/schema", {{"Authorization", "Bearer " + header}}, {}}).status, 401U);
        EXPECT_EQ(stranger.send({"GET", "/api/v1/core/users", {{"Cookie", "nscl_session=" + header}}, {}}).status,
                  401U);
        EXPECT_EQ(
            stranger.send({"GET", "/healthz", {{"X-Request-Id", header}, {"Accept-Language", header}}, {}}).status,
            200U);

        const answer token = post(admin_, "/api/v1/core/actions/api-tokens",
                                  {{"name", text}, {"expires_at", in_a_month()}, {"limited_to", json::array{}}});
        EXPECT_THAT(token.status, AnyOf(201U, 422U)) << token.body;
        const answer invited = post(admin_, "/api/v1/core/actions/invite", {{"user", text}});
        EXPECT_EQ(invited.status, 422U) << invited.body;
    }
    auto expected = before;
    expected["core.api_token"] = counted().at("core.api_token");
    expect_no_harm(expected);
}

} // namespace
} // namespace nscl::tests
