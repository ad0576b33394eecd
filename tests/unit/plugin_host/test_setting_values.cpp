#include "core/plugin_host/setting_values.hpp"

#include "core/plugin_host/value_conversion.hpp"

#include <gmock/gmock.h>

namespace {

using namespace nscl::plugin_host;
using nscl::entities::setting_declaration;
using testing::HasSubstr;

std::vector<setting_declaration> declared()
{
    setting_declaration whole_number{
        .name = "round_down_to", .type = "integer", .default_value = std::int64_t{1000}, .label = {}, .basis = {}};
    setting_declaration text{
        .name = "signer", .type = "text", .default_value = std::string{"Giám đốc"}, .label = {}, .basis = {}};
    setting_declaration truth{
        .name = "strict", .type = "boolean", .default_value = std::int64_t{1}, .label = {}, .basis = {}};
    setting_declaration rate{
        .name = "rate", .type = "decimal", .default_value = std::int64_t{125}, .scale = 1, .label = {}, .basis = {}};
    return {whole_number, text, truth, rate};
}

std::string problem(setting_values::given_values given)
{
    const auto read = setting_values::read("programme", declared(), given);
    return read.has_error() ? read.error().text : "accepted";
}

TEST(Settings, HaveTheirDefaults)
{
    const auto values = setting_values::read("programme", declared(), {}).value();
    EXPECT_EQ(values.find("round_down_to")->as.integer, 1000);
    EXPECT_EQ((std::string_view{values.find("signer")->as.text, values.find("signer")->length}), "Giám đốc");
    EXPECT_EQ(values.find("strict")->tag, NSCL_BOOLEAN);
    EXPECT_EQ(words_of(*values.find("rate")).value(), "12.5");
    EXPECT_EQ(values.find("absent"), nullptr);
}

TEST(Settings, TakeWhatTheOperatorWrote)
{
    const auto values = setting_values::read("programme", declared(),
                                             {{"round_down_to", std::int64_t{500}},
                                              {"strict", false},
                                              {"rate", std::string{"0.75"}},
                                              {"signer", std::string{"Phó"}}})
                            .value();
    EXPECT_EQ(values.find("round_down_to")->as.integer, 500);
    EXPECT_EQ(values.find("strict")->as.integer, 0);
    EXPECT_EQ(words_of(*values.find("rate")).value(), "0.75");
}

TEST(Settings, NameWhatIsUnknownAndWhatThereIs)
{
    const auto text = problem({{"round_down_too", std::int64_t{500}}});
    EXPECT_THAT(text, HasSubstr("setting round_down_too of [plugin.programme]"));
    EXPECT_THAT(text, HasSubstr("round_down_to, signer, strict, rate"));
}

TEST(Settings, NameTheTypeThatIsExpected)
{
    EXPECT_THAT(problem({{"round_down_to", std::string{"500"}}}), HasSubstr("of type integer"));
    EXPECT_THAT(problem({{"strict", std::int64_t{1}}}), HasSubstr("of type boolean"));
    EXPECT_THAT(problem({{"rate", true}}), HasSubstr("\"12.5\""));
    EXPECT_THAT(problem({{"rate", std::string{"12,5"}}}), HasSubstr("no decimal number"));
    for (const auto* wrong : {"", ".", "1.", ".5", "1.2.3", "1e3", "9999999999999999999"}) {
        EXPECT_THAT(problem({{"rate", std::string{wrong}}}), HasSubstr("no decimal number")) << wrong;
    }
}

} // namespace
