#include "core/accounts/password_hasher.hpp"
#include "core/accounts/password_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::accounts {

namespace {

constexpr password_cost cheap{1, 8192};

std::vector<std::string> broken_by(std::string_view password, std::string_view username = "nguyen.van.a")
{
    std::vector<std::string> codes;
    for (const auto& each : check_password(password, username, {}, "/password")) codes.push_back(each.code);
    return codes;
}

} // namespace

TEST(PasswordRules, AcceptFourteenCharactersOfFourClasses)
{
    EXPECT_THAT(broken_by("Correct-Horse7"), testing::IsEmpty());
}

TEST(PasswordRules, NameEveryBrokenRuleAtOnce)
{
    EXPECT_THAT(broken_by(""),
                testing::ElementsAre("password_too_short", "password_needs_lower", "password_needs_upper",
                                     "password_needs_digit", "password_needs_symbol"));
    EXPECT_THAT(broken_by("correct-horse-7"), testing::ElementsAre("password_needs_upper"));
}

TEST(PasswordRules, CountCharactersNotBytes)
{
    EXPECT_THAT(broken_by("Đườngđ-Aa1ằ"), testing::ElementsAre("password_too_short"));
}

TEST(PasswordRules, RefuseTheUserNameWhateverItsCaseAndAccents)
{
    EXPECT_THAT(broken_by("Xx-Nguyen.Van.A-2026"), testing::ElementsAre("password_contains_name"));
    EXPECT_THAT(broken_by("Xx-HÒABÌNH-2026-zz", "hoabinh"), testing::ElementsAre("password_contains_name"));
}

TEST(PasswordRules, RefuseWhatIsTooLongOrNoText)
{
    EXPECT_THAT(broken_by(std::string(2000, 'a')), testing::ElementsAre("password_too_long"));
    EXPECT_THAT(broken_by("Correct-Horse-7\xff"), testing::ElementsAre("invalid_utf8"));
}

TEST(PasswordHasher, KnowsItsOwnHashesAndNoOthers)
{
    const password_hasher hasher{cheap, 2};
    const auto hash = hasher.hash("Correct-Horse-7").value();
    EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
    EXPECT_TRUE(hasher.verify(hash, "Correct-Horse-7").value());
    EXPECT_FALSE(hasher.verify(hash, "Correct-Horse-8").value());
    EXPECT_FALSE(hasher.verify("no hash at all", "Correct-Horse-7").value());
}

TEST(PasswordHasher, SaltsEveryHash)
{
    const password_hasher hasher{cheap, 2};
    EXPECT_NE(hasher.hash("Correct-Horse-7").value(), hasher.hash("Correct-Horse-7").value());
}

TEST(PasswordHasher, LetsNobodyInByAnyPassword)
{
    const password_hasher hasher{cheap, 2};
    EXPECT_FALSE(hasher.verify("", "").value());
    EXPECT_FALSE(hasher.verify("", "Correct-Horse-7").value());
}

} // namespace nscl::accounts
