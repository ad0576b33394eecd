#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

const field json = field_of(field_type::json);

std::string nested(std::size_t levels)
{
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(JsonField, StoresAnyDocumentCompactly)
{
    EXPECT_EQ(from_json(json, R"({ "a" : [ 1, true, null, "x" ], "b": {} })"), R"({"a":[1,true,null,"x"],"b":{}})");
    EXPECT_EQ(from_text(json, R"([ 1, 2 ])"), "[1,2]");
    EXPECT_EQ(from_json(json, R"("text")"), R"("text")");
    EXPECT_EQ(from_json(json, "false"), "false");
}

TEST(JsonField, WritesNumbersAsPeopleWriteThem)
{
    EXPECT_EQ(from_json(json, "[12.5,0.1,-3,18446744073709551615]"), "[12.5,0.1,-3,18446744073709551615]");
    EXPECT_EQ(from_json(json, "[-0.0,-0,0e5]"), "[0,0,0]");
}

TEST(JsonField, IsAnsweredAsTheDocumentItself)
{
    EXPECT_EQ(to_json(json, std::string(R"({"a":1})")), R"({"a":1})");
    EXPECT_EQ(to_json(json, {}), "null");
}

TEST(JsonField, RefusesDocumentsThatAreTooDeep)
{
    EXPECT_EQ(from_text(json, nested(32)), nested(32));
    EXPECT_EQ(from_text(json, nested(33)), "!too_deep");
    EXPECT_EQ(from_text(json, nested(2'000)), "!bad_json");
}

TEST(JsonField, RefusesDocumentsThatAreTooLarge)
{
    EXPECT_EQ(from_json(json, '"' + std::string(65'534, 'a') + '"').size(), 65'536U);
    EXPECT_EQ(from_json(json, '"' + std::string(65'535, 'a') + '"'), "!too_large");
    EXPECT_EQ(from_text(json, '"' + std::string(200'000, 'a') + '"'), "!too_large");
}

TEST(JsonField, KeepsEveryNumberAsItWas)
{
    // Read by Boost.JSON 1.81 alone, these change in their last digit.
    const std::string numbers = "[518446744073709551615551616,9.214843747e-5,-9.223372036854776e+54]";
    const auto once = from_text(json, numbers);
    EXPECT_EQ(from_text(json, once), once);
    EXPECT_EQ(once, "[5.1844674407370956e+26,9.214843747e-05,-9.223372036854776e+54]");
}

TEST(JsonField, RefusesNumbersThatNobodyCanKeep)
{
    EXPECT_EQ(from_json(json, "1e400"), "!out_of_range");
    EXPECT_EQ(from_json(json, R"({"a":[-1e400]})"), "!out_of_range");
    EXPECT_EQ(from_text(json, "[1e308]"), "[1e+308]");
}

TEST(JsonField, RefusesTextsThatAreNoJson)
{
    for (const char* other : {"{", "[1,]", "{'a':1}", "[1] x", "nul", "\"\xFF\""})
        EXPECT_EQ(from_text(json, other), "!bad_json") << other;
    EXPECT_EQ(from_stored(json, std::string("{")), "!bad_json");
}

} // namespace
} // namespace nscl::entities
