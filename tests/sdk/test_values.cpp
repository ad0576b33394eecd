#include <nscl/plugin.hpp>

#include <gtest/gtest.h>

namespace {

using namespace nscl::sdk;

TEST(Decimal, WritesItsDigitsExactly)
{
    EXPECT_EQ((decimal{1250, 2}).to_text(), "12.50");
    EXPECT_EQ((decimal{-5, 2}).to_text(), "-0.05");
    EXPECT_EQ((decimal{0, 3}).to_text(), "0.000");
    EXPECT_EQ((decimal{7, 0}).to_text(), "7");
}

TEST(Decimal, ReadsWhatItWrites)
{
    for (const char* text : {"12.50", "-0.05", "0.000", "7", "999999999999999999", "-0.123456789012345678"}) {
        const auto read = decimal::parse(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->to_text(), text);
    }
    for (const char* text : {"", "-", ".5", "5.", "1e3", "1,5", "1.2.3", "+1", "1234567890123456789"})
        EXPECT_FALSE(decimal::parse(text)) << text;
}

TEST(Decimal, ComparesByValue)
{
    EXPECT_EQ((decimal{15, 1}), (decimal{150, 2}));
    EXPECT_LT((decimal{149, 2}), (decimal{15, 1}));
    EXPECT_LT((decimal{-999'999'999'999'999'999, 0}), (decimal{999'999'999'999'999'999, 18}));
}

TEST(Calendar, WritesAndReadsDays)
{
    EXPECT_EQ(to_text(date{std::chrono::days{0}}), "1970-01-01");
    EXPECT_EQ(to_text(*parse_date("2028-02-29")), "2028-02-29");
    for (const char* text :
         {"2027-02-29", "2027-1-01", "2027-01-1x", "27-01-01", "2027/01/01", "20270-1-01", "2027-01-1-"})
        EXPECT_FALSE(parse_date(text)) << text;
}

TEST(Calendar, WritesInstantsBeforeTheEpoch)
{
    EXPECT_EQ(to_text(timestamp{std::chrono::microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
}

TEST(Json, EscapesWhatJsonForbids)
{
    EXPECT_EQ(json{std::string{"a\"\\\n\t\x01ế"}}.text(), "\"a\\\"\\\\\\n\\t\\u0001ế\"");
}

TEST(Json, ReplacesAMemberThatIsSetAgain)
{
    EXPECT_EQ(json_object{}.set("a", 1).set("b", json_array{}.add(true).add(nullptr)).set("a", decimal{15, 1}).text(),
              R"({"a":"1.5","b":[true,null]})");
}

TEST(Value, CrossesTheContractUnchanged)
{
    const value::list all{nullptr,
                          true,
                          5,
                          2.5,
                          decimal{15, 1},
                          "text",
                          bytes{std::string("\0x", 2)},
                          date{std::chrono::days{3}},
                          timestamp{std::chrono::microseconds{4}},
                          json_text{"{}"},
                          value::list{1, 2}};
    const detail::borrowed_values raw{all};
    ASSERT_EQ(raw.size(), all.size());
    const auto at = [&](std::size_t i) { return value_view{raw.data()[i]}; };
    EXPECT_TRUE(at(0).is_null());
    EXPECT_EQ(at(0).as<std::string>(), std::nullopt);
    EXPECT_EQ(at(1).as<bool>(), true);
    EXPECT_EQ(at(2).as<int>(), 5);
    EXPECT_EQ(at(3).as<double>(), 2.5);
    EXPECT_EQ(at(4).as<decimal>(), (decimal{15, 1}));
    EXPECT_EQ(at(5).as<std::string_view>(), "text");
    EXPECT_EQ(at(6).as<bytes>(), bytes{std::string("\0x", 2)});
    EXPECT_EQ(at(7).as<date>(), date{std::chrono::days{3}});
    EXPECT_EQ(at(8).as<timestamp>(), timestamp{std::chrono::microseconds{4}});
    EXPECT_EQ(at(9).as<json_text>(), json_text{"{}"});
    EXPECT_EQ(at(10).as<std::vector<std::int64_t>>(), (std::vector<std::int64_t>{1, 2}));
}

TEST(Value, ReadAsAnotherTypeIsMisuse)
{
    const value text{"text"};
    const detail::borrowed_values raw{text};
    try {
        value_view{*raw.data()}.as<std::int64_t>();
        FAIL();
    } catch (const error& why) {
        EXPECT_EQ(why.status(), NSCL_MISUSE);
    }
}

TEST(Error, IsCutAtACharacterWhenItDoesNotFit)
{
    nscl_error slot{};
    slot.size = sizeof slot;
    detail::fill(&slot, error{NSCL_FAILED, std::string(62, 'a') + "ế", {}, ""});
    EXPECT_EQ(std::string{slot.code}, std::string(62, 'a'));
}

} // namespace
