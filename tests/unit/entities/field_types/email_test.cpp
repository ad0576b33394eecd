#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field email()
{
    auto of = field_of(field_type::email);
    of.max_length = 254;
    return of;
}

TEST(EmailField, LowersTheDomainOnly)
{
    EXPECT_EQ(from_json(email(), R"("Nguyen.Van.A@LangSon.GOV.vn")"), "Nguyen.Van.A@langson.gov.vn");
    EXPECT_EQ(from_text(email(), " a+b_c@x-y.vn "), "a+b_c@x-y.vn");
}

TEST(EmailField, RefusesWhatIsNoAddress)
{
    for (const char* other : {"a",         "a@",       "@b.vn",      "a@b",          "a@@b.vn",  "a@b@c.vn", "a b@c.vn",
                              "a@b..vn",   "a@.vn",    "a@b.vn.",    "a@-b.vn",      "a@b-.vn",  ".a@b.vn",  "a.@b.vn",
                              "a..b@c.vn", "a@b_c.vn", "\"a\"@b.vn", "năng@suất.vn", "a,b@c.vn", "<a@b.vn>"})
        EXPECT_EQ(from_text(email(), other), "!bad_email") << other;
}

TEST(EmailField, HasAtMostTwoHundredFiftyFourCharacters)
{
    const std::string label(61, 'd');
    const std::string domain = label + "." + label + "." + label + ".vn"; // 188
    const std::string local(64, 'l');
    EXPECT_EQ(from_text(email(), local + "@" + domain), local + "@" + domain);
    EXPECT_EQ(from_text(email(), local + "l@" + domain), "!bad_email");
    EXPECT_EQ(from_text(email(), local + "@d." + domain), "!bad_email"); // 255 in all
}

TEST(EmailField, SaysSoInTheSchema)
{
    const auto of = email();
    EXPECT_EQ(rules_of(of.type).json_schema(of), R"({"type":"string","format":"email","maxLength":254})");
}

} // namespace
} // namespace nscl::entities
