#include "core/log/json_line.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace nscl::log {
namespace {

constexpr std::chrono::system_clock::time_point moment{std::chrono::milliseconds{1790821023004}};

std::string value_of(field one)
{
    const std::string line = json_line(moment, level::info, "e", {one});
    const auto from = line.find("\"v\":") + 4;
    return line.substr(from, line.size() - from - 1);
}

TEST(JsonLine, HasTimeLevelEventAndFieldsInOrder)
{
    EXPECT_EQ(
        json_line(moment, level::warning, "pool_exhausted", {{"waiting", 12}, {"pool", "writers"}}),
        R"({"at":"2026-10-01T02:17:03.004Z","level":"warning","event":"pool_exhausted","waiting":12,"pool":"writers"})");
}

TEST(JsonLine, EscapesQuotesBackslashesAndControlCharacters)
{
    EXPECT_EQ(value_of({"v", "a\"b\\c\nd\re\tf"}), R"("a\"b\\c\nd\re\tf")");
    EXPECT_EQ(value_of({"v", std::string_view{"\0\x1b\x7f", 3}}), R"("\u0000\u001b\u007f")");
}

TEST(JsonLine, KeepsVietnameseAsItIs)
{
    EXPECT_EQ(value_of({"v", "Năng suất – chất lượng 🚀"}), "\"Năng suất – chất lượng 🚀\"");
}

TEST(JsonLine, ReplacesBytesThatAreNotUtf8)
{
    EXPECT_EQ(value_of({"v", "a\xC3"}), "\"a\xEF\xBF\xBD\"");
    EXPECT_EQ(value_of({"v", "\xED\xA0\x80"}), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    EXPECT_EQ(value_of({"v", "\xC0\xAFz"}), "\"\xEF\xBF\xBD\xEF\xBF\xBDz\"");
}

TEST(JsonLine, WritesNumbersThatJsonCanHold)
{
    EXPECT_EQ(value_of({"v", std::numeric_limits<std::int64_t>::min()}), "-9223372036854775808");
    EXPECT_EQ(value_of({"v", 2.5}), "2.5");
    EXPECT_EQ(value_of({"v", std::numeric_limits<double>::infinity()}), "null");
}

} // namespace
} // namespace nscl::log
