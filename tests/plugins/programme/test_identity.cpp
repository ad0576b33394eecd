#include "plugins/programme/identity.hpp"
#include "tests/plugins/programme/vectors.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace programme::tests {
namespace {

using namespace std::chrono_literals;

constexpr auto today = 2026y;

std::string provinces()
{
    return file_text(PROGRAMME_CATALOGUE "/personal_id_provinces.csv");
}

std::string_view problem_of(std::string_view code)
{
    return read_tax_code(code).problem;
}

TEST(TaxCode, ReadsWhatIsIssuedAndSaysWhatIsWrongWithTheRest)
{
    for (const auto& row : vectors("tax_code")) {
        SCOPED_TRACE(row.at("input") + " " + row.at("note"));
        const auto read = read_tax_code(row.at("input"));
        const auto& expected = row.at("expected_error");
        EXPECT_EQ(read.problem, expected.empty() ? "" : "tax_code_" + expected);
        ASSERT_EQ(read.code.has_value(), expected.empty());
        if (!read.code) continue;
        EXPECT_EQ(read.code->root, row.at("root"));
        EXPECT_EQ(read.code->suffix, row.at("suffix"));
        EXPECT_EQ(read.code->is_branch(), row.at("expected_kind") == "branch");
        EXPECT_EQ(read.code->digits(), row.at("root") + row.at("suffix"));
    }
}

TEST(TaxCode, IsReadWithSpacesAndDotsAndWithoutItsHyphen)
{
    EXPECT_EQ(read_tax_code(" 4900.224.296 ").code->digits(), "4900224296");
    EXPECT_EQ(read_tax_code("4900224296001").code->digits(), "4900224296001");
    EXPECT_EQ(read_tax_code("4900224296 - 001").code->digits(), "4900224296001");
}

TEST(TaxCode, HasItsHyphenInOnePlaceOnly)
{
    for (const auto* text : {"", "-", "4900-224296", "4900224296-", "4900224296-01", "4900224296-0010",
                             "490022429-6001", "4900224296--001", "4900224296/001", "+900224296", "4900224296\n"})
        EXPECT_EQ(problem_of(text), "tax_code_format") << text;
}

TEST(TaxCode, IsNotReadPastAZeroByte)
{
    EXPECT_EQ(problem_of(std::string_view{"4900224296\0001", 12}), "tax_code_format");
}

TEST(PersonalIdentifier, IsAcceptedOrSaysWhatIsWrong)
{
    for (const auto& row : vectors("cccd")) {
        SCOPED_TRACE(row.at("input") + " " + row.at("note"));
        const auto& expected = row.at("expected_error");
        const std::string code = expected == "birth_year_future" ? "birth_year" : expected;
        EXPECT_EQ(personal_id_problem(row.at("input"), provinces(), today), code.empty() ? "" : "personal_id_" + code);
    }
}

TEST(PersonalIdentifier, BeginsWithAProvinceThatExists)
{
    EXPECT_EQ(personal_id_problem("999090123456", provinces(), today), "personal_id_province");
    EXPECT_EQ(personal_id_problem("000090123456", provinces(), today), "personal_id_province");
}

TEST(PersonalIdentifier, OfAChildBornThisYearIsAccepted)
{
    EXPECT_EQ(personal_id_problem("020226000001", provinces(), today), "");
    EXPECT_EQ(personal_id_problem("020226000001", provinces(), 2025y), "personal_id_birth_year");
}

} // namespace
} // namespace programme::tests
