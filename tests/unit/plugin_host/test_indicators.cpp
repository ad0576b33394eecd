#include "core/plugin_host/indicator_routes.hpp"

#include "tests/support/test_database.hpp"
#include "tests/unit/plugin_host/stage.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

using http::verb;
using testing::HasSubstr;
using testing::Not;

const std::string good =
    R"({"series":[{"kind":"actual","label":{"vi":"Thực hiện","en":"Actual"},"data":[{"category":"2026","value":"3"},{"category":"2027","value":null,"note":"-"},{"category":"x","label":{"vi":"Mục X","en":"Item X"},"value":"1","records":{"entity":"thing","query":"filter[kind]=x"}},{"category":"y","value":"1","records":{"entity":"other.thing","query":""}}]}]})";

class Indicators : public testing::Test {
protected:
    test_database fresh{engine::sqlite};
    std::unique_ptr<database::database> db = fresh.open();
    stage on{*db};
    puppet& plugin = puppet::the();

    http::response computed(std::string document, std::uint8_t tag = NSCL_JSON)
    {
        plugin.callbacks[8] = [this, document = std::move(document), tag](nscl_call& call, nscl_error& error) {
            EXPECT_EQ((std::string_view{call.name.data, call.name.size}), "total");
            const auto result = plugin_host::letters(document, tag);
            return plugin.entities().result(plugin.self(), call.context, &result, &error);
        };
        return on.ask(verb::get, "/api/v1/puppet/indicators/total");
    }
};

TEST_F(Indicators, AnswerWhatThePluginComputed)
{
    const auto answer = computed(good);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(answer.body, HasSubstr(R"("name":"total")"));
    EXPECT_THAT(answer.body, HasSubstr(R"("unit":null)"));
    EXPECT_THAT(answer.body, HasSubstr(R"({"category":"2026","value":"3"})"));
}

TEST_F(Indicators, NameTheRecordsBehindAFigureInFull)
{
    const auto answer = computed(good);
    EXPECT_THAT(answer.body, HasSubstr(R"("label":{"vi":"Mục X","en":"Item X"},"value":"1")"));
    EXPECT_THAT(answer.body, HasSubstr(R"("records":{"entity":"puppet.thing","query":"filter[kind]=x"})"));
    EXPECT_THAT(answer.body, HasSubstr(R"("records":{"entity":"other.thing","query":""})"));
}

TEST_F(Indicators, FailWhenTheirResultIsNotWhatWasAgreed)
{
    EXPECT_EQ(computed("no json").status, 500U);
    EXPECT_EQ(computed(R"({"series":[{"kind":"guess"}]})").status, 500U);
    plugin.callbacks[8] = [](nscl_call&, nscl_error&) { return NSCL_OK; };
    EXPECT_EQ(on.ask(verb::get, "/api/v1/puppet/indicators/total").status, 500U);
}

TEST_F(Indicators, AreListedForThoseWhoMaySeeThem)
{
    const auto answer = on.ask(verb::get, "/api/v1/indicators");
    EXPECT_THAT(answer.body, HasSubstr("/api/v1/puppet/indicators/total"));
    on.callers.who = nobody();
    EXPECT_EQ(on.ask(verb::get, "/api/v1/indicators").status, 401U);
    EXPECT_EQ(on.ask(verb::get, "/api/v1/puppet/indicators/total").status, 401U);
}

TEST(IndicatorResult, NamesThePlaceThatIsWrong)
{
    using plugin_host::check_indicator_result;
    EXPECT_TRUE(check_indicator_result(good).has_value());
    EXPECT_TRUE(check_indicator_result(R"({"series":[]})").has_value());
    const auto problem = [](const std::string& part, const std::string& by) {
        auto text = good;
        text.replace(text.find(part), part.size(), by);
        const auto checked = check_indicator_result(text);
        return checked.has_error() ? checked.error().text : "accepted";
    };
    EXPECT_THAT(problem(R"("actual")", R"("guess")"), HasSubstr("/series/0: needs a \"kind\""));
    EXPECT_THAT(problem(R"("3")", "3"), HasSubstr("/data/0 needs a \"value\""));
    EXPECT_THAT(problem(R"("3")", R"("3,5")"), HasSubstr("/data/0 needs a \"value\""));
    EXPECT_THAT(problem(R"("3")", R"("-3.25")"), HasSubstr("accepted"));
    EXPECT_THAT(problem(R"(,"en":"Actual")", ""), HasSubstr("\"label\""));
    EXPECT_THAT(problem(R"("category":"2026",)", ""), HasSubstr("category"));
    EXPECT_THAT(problem(R"({"vi":"Mục X","en":"Item X"})", R"("Item X")"), HasSubstr("/data/2 has a \"label\""));
    EXPECT_THAT(problem(R"("query":"filter[kind]=x")", R"("query":7)"), HasSubstr("/data/2 has \"records\""));
    EXPECT_THAT(problem(R"("query":"")", R"("query":"","q":"")"), HasSubstr("/data/3 has \"records\""));
    EXPECT_THAT(problem(R"({"entity":"other.thing","query":""})", "[]"), HasSubstr("/data/3 has \"records\""));
    EXPECT_THAT(problem(R"("series")", R"("lines")"), HasSubstr("no list \"series\""));
}

} // namespace
} // namespace nscl::tests
