#include "core/plugin_host/value_conversion.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <limits>

namespace {

using namespace nscl::plugin_host;
using nscl::entities::field;
using nscl::entities::field_type;
using nscl::entities::field_value;
using nscl::entities::record_id;
using testing::HasSubstr;

field of(field_type type, unsigned scale = 0)
{
    field made;
    made.name = "some";
    made.type = type;
    made.scale = scale;
    return made;
}

nscl_value decimal(std::int64_t units, std::uint8_t scale)
{
    auto made = whole(units, NSCL_DECIMAL);
    made.scale = scale;
    return made;
}

nscl_value list(const std::vector<nscl_value>& items)
{
    nscl_value made{};
    made.tag = NSCL_LIST;
    made.as.list = items.data();
    made.length = static_cast<std::uint32_t>(items.size());
    return made;
}

void expect_round_trip(const field& declared, const nscl_value& given, const field_value& stored)
{
    const auto in = stored_form(declared, given);
    ASSERT_TRUE(in.has_value()) << in.error().detail;
    EXPECT_EQ(*in, stored);
    lent_memory memory;
    const auto out = lend(declared, *in, memory, lending::copied);
    EXPECT_EQ(stored_form(declared, out).value(), stored);
    EXPECT_EQ(out.tag, given.tag);
}

TEST(Values, GoInAndOutUnchanged)
{
    expect_round_trip(of(field_type::text), letters("Hoà"), std::string{"Hoà"});
    expect_round_trip(of(field_type::text), letters(""), std::string{});
    expect_round_trip(of(field_type::integer), whole(-5), std::int64_t{-5});
    expect_round_trip(of(field_type::money), whole(7'866'000'000), std::int64_t{7'866'000'000});
    expect_round_trip(of(field_type::decimal, 2), decimal(1250, 2), std::int64_t{1250});
    expect_round_trip(of(field_type::boolean), whole(1, NSCL_BOOLEAN), std::int64_t{1});
    expect_round_trip(of(field_type::date), whole(20'454, NSCL_DATE), std::string{"2026-01-01"});
    expect_round_trip(of(field_type::timestamp), whole(1'790'000'000'123'456, NSCL_TIMESTAMP),
                      std::int64_t{1'790'000'000'123'456});
    expect_round_trip(of(field_type::reference), whole(12), std::int64_t{12});
    expect_round_trip(of(field_type::json), letters("{}", NSCL_JSON), std::string{"{}"});
    const std::vector<nscl_value> ids{whole(3), whole(1)};
    expect_round_trip(of(field_type::multi_reference), list(ids), std::vector<record_id>{3, 1});
}

TEST(Values, NullIsNullForEveryType)
{
    for (int type = 0; type <= static_cast<int>(field_type::url); ++type) {
        EXPECT_EQ(stored_form(of(static_cast<field_type>(type)), nscl_value{}).value(), field_value{});
    }
}

TEST(Values, ScaleDecimalsExactly)
{
    const auto two_digits = of(field_type::decimal, 2);
    EXPECT_EQ(stored_form(two_digits, decimal(5, 0)).value(), field_value{std::int64_t{500}});
    EXPECT_EQ(stored_form(two_digits, whole(5)).value(), field_value{std::int64_t{500}});
    EXPECT_EQ(stored_form(two_digits, decimal(12'500, 3)).value(), field_value{std::int64_t{1250}});
    EXPECT_EQ(stored_form(two_digits, decimal(-12'500, 3)).value(), field_value{std::int64_t{-1250}});
    EXPECT_EQ(stored_form(of(field_type::money), decimal(100, 2)).value(), field_value{std::int64_t{1}});
}

TEST(Values, NeverRoundOrOverflow)
{
    const auto two_digits = of(field_type::decimal, 2);
    EXPECT_EQ(stored_form(two_digits, decimal(12'501, 3)).error().status, NSCL_MISUSE);
    EXPECT_EQ(stored_form(of(field_type::money), decimal(150, 2)).error().status, NSCL_MISUSE);
    EXPECT_EQ(stored_form(two_digits, whole(std::numeric_limits<std::int64_t>::max())).error().status, NSCL_MISUSE);
    EXPECT_EQ(stored_form(two_digits, decimal(1, 200)).error().status, NSCL_MISUSE);
}

TEST(Values, OfTheWrongTypeSayWhatIsExpected)
{
    nscl_value real{};
    real.tag = NSCL_REAL;
    real.as.real = 12.5;
    EXPECT_THAT(stored_form(of(field_type::decimal, 2), real).error().detail,
                HasSubstr("field some takes a decimal, it was given real"));
    EXPECT_THAT(stored_form(of(field_type::money), real).error().detail, HasSubstr("an integer"));
    EXPECT_THAT(stored_form(of(field_type::date), letters("2026-01-01")).error().detail, HasSubstr("a date"));
    EXPECT_THAT(stored_form(of(field_type::text), whole(1)).error().detail, HasSubstr("a text"));
    EXPECT_THAT(stored_form(of(field_type::boolean), whole(1)).error().detail, HasSubstr("a boolean"));
    EXPECT_THAT(stored_form(of(field_type::multi_reference), whole(1)).error().detail, HasSubstr("list"));
    nscl_value reserved{};
    reserved.tag = 77;
    EXPECT_THAT(stored_form(of(field_type::text), reserved).error().detail, HasSubstr("reserved tag"));
}

TEST(Values, WithLengthsButNoAddressAreRefused)
{
    auto text = letters("");
    text.as.text = nullptr;
    text.length = 3;
    EXPECT_EQ(stored_form(of(field_type::text), text).error().status, NSCL_MISUSE);
    nscl_value items{};
    items.tag = NSCL_LIST;
    items.length = 2;
    EXPECT_EQ(stored_form(of(field_type::multi_reference), items).error().status, NSCL_MISUSE);
}

TEST(Values, ThatAreNotUtf8AreRefused)
{
    EXPECT_EQ(stored_form(of(field_type::text), letters("\xff\xfe")).error().status, NSCL_MISUSE);
    EXPECT_EQ(parameter_of(letters("\xff")).error().status, NSCL_MISUSE);
    EXPECT_TRUE(parameter_of(letters("\xff", NSCL_BYTES)).has_value());
}

TEST(Values, DatesCoverTheCalendar)
{
    EXPECT_EQ(days_of("1970-01-01"), 0);
    EXPECT_EQ(days_of("1969-12-31"), -1);
    EXPECT_EQ(days_of("2024-02-29"), 19'782);
    for (const auto* wrong : {"", "2023-02-29", "2026-13-01", "2026-1-01", "2026/01/01", "20260101xx", "2026-01-0x",
                              "-001-01-01", "0000-01-01"}) {
        EXPECT_FALSE(days_of(wrong)) << wrong;
    }
    for (const auto* iso : {"0001-01-01", "1600-02-29", "9999-12-31"}) EXPECT_EQ(iso_of(days_of(iso).value()), iso);
    EXPECT_FALSE(iso_of(days_of("9999-12-31").value() + 1));
    EXPECT_FALSE(iso_of(days_of("0001-01-01").value() - 1));
    EXPECT_FALSE(iso_of(std::numeric_limits<std::int64_t>::max()));
    EXPECT_FALSE(iso_of(std::numeric_limits<std::int64_t>::min()));
}

TEST(Values, ReadAsWordsInMessages)
{
    EXPECT_EQ(words_of(decimal(-125, 2)).value(), "-1.25");
    EXPECT_EQ(words_of(decimal(5, 3)).value(), "0.005");
    EXPECT_EQ(words_of(decimal(std::numeric_limits<std::int64_t>::min(), 0)).value(), "-9223372036854775808");
    EXPECT_EQ(words_of(whole(0, NSCL_DATE)).value(), "1970-01-01");
    EXPECT_EQ(words_of(whole(253'402'300'799'999'999, NSCL_TIMESTAMP)).value(), "9999-12-31T23:59:59.999999Z");
    EXPECT_EQ(words_of(whole(-62'135'596'800'000'000, NSCL_TIMESTAMP)).value(), "0001-01-01T00:00:00Z");
    for (const auto beyond : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-62'135'596'800'000'001},
                              std::int64_t{253'402'300'800'000'000}, std::numeric_limits<std::int64_t>::max()})
        EXPECT_EQ(words_of(whole(beyond, NSCL_TIMESTAMP)).error().status, NSCL_MISUSE) << beyond;
    EXPECT_EQ(words_of(nscl_value{}).value(), "");
    EXPECT_EQ(words_of(list({})).error().status, NSCL_MISUSE);
}

TEST(Values, AsParametersHaveNoRealsAndLists)
{
    nscl_value real{};
    real.tag = NSCL_REAL;
    EXPECT_EQ(parameter_of(real).error().status, NSCL_MISUSE);
    EXPECT_EQ(parameter_of(list({})).error().status, NSCL_MISUSE);
    EXPECT_EQ(parameter_of(whole(20'454, NSCL_DATE)).value(), nscl::database::value{std::string{"2026-01-01"}});
}

TEST(Errors, AreCutBetweenCharactersAndEndWithZero)
{
    auto error = empty_error();
    std::string long_text;
    while (long_text.size() < 300) long_text += "ộ"; // three bytes each
    answer(&error, {NSCL_REFUSED, long_text, "field", long_text, {{"name", "value"}}});
    EXPECT_LE(std::string{error.code}.size(), 63U);
    EXPECT_EQ(std::string{error.code}.size() % 3, 0U);
    const auto read = read_error(NSCL_REFUSED, error);
    EXPECT_EQ(read.field, "field");
    EXPECT_EQ(read.parameters, (nscl::messages::parameters{{"name", "value"}}));
    EXPECT_EQ(read.code, ""); // no stable code looks like that
}

TEST(Errors, AreWrittenAsFarAsTheyReach)
{
    auto error = empty_error();
    std::memset(&error, 'x', sizeof error);
    error.size = offsetof(nscl_error, field);
    answer(&error, {NSCL_CONFLICT, "taken", "field", "detail", {}});
    EXPECT_STREQ(error.code, "taken");
    EXPECT_EQ(error.field[0], 'x');
    EXPECT_EQ(error.detail[0], 'x');
    EXPECT_EQ(answer(nullptr, {NSCL_CONFLICT, {}, {}, {}, {}}), NSCL_CONFLICT);
}

TEST(Errors, WithoutEndsOrPairsAreReadSafely)
{
    auto error = empty_error();
    std::memset(error.code, 'a', sizeof error.code);
    std::memset(error.parameters, 'p', sizeof error.parameters);
    error.parameters_size = 4'000'000;
    const auto read = read_error(NSCL_REFUSED, error);
    EXPECT_EQ(read.code.size(), 64U);
    EXPECT_TRUE(read.parameters.empty());
}

} // namespace
