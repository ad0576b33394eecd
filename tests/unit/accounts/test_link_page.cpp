#include "core/accounts/link_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::accounts {

namespace {

std::string header(const http::response& answer, std::string_view name)
{
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return {};
}

const messages::catalogue texts;
const settings::account_settings rules;
const link_page::server here{texts, rules};

} // namespace

TEST(LinkPage, EscapesWhatWasStoredAndTyped)
{
    const std::string evil = R"("><script>alert('x')</script>&)";
    const auto invited = link_page::form(here, {one_time_links::purpose::invitation, 1, evil, evil}, {}, nullptr);
    const auto typed = link_page::form(here, {one_time_links::purpose::set_up, 0, "", ""}, {evil, evil, evil}, nullptr);
    for (const auto& page : {invited, typed}) {
        EXPECT_THAT(page.body, testing::Not(testing::HasSubstr("<script")));
        EXPECT_THAT(page.body, testing::HasSubstr("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"));
    }
}

TEST(LinkPage, ForbidsScriptsFramesCachesAndReferrers)
{
    const auto page = link_page::gone(here);
    EXPECT_EQ(page.status, 404U);
    EXPECT_EQ(header(page, "Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'");
    EXPECT_THAT(page.body, testing::HasSubstr(R"(<link rel="stylesheet" href="/p/style.css">)"));
    EXPECT_THAT(page.body, testing::Not(testing::HasSubstr("style=")));
    EXPECT_EQ(header(page, "Cache-Control"), "no-store, no-transform");
    EXPECT_EQ(header(page, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
}

TEST(LinkPage, SaysWhoseServerItIs)
{
    EXPECT_THAT(link_page::done(here).body,
                testing::HasSubstr("<header><p>Quản lý năng suất, chất lượng</p></header>"));
    EXPECT_THAT(link_page::done({texts, rules, "Sở <mẫu>"}).body,
                testing::HasSubstr("<span>Sở &lt;mẫu&gt;</span></header>"));
}

TEST(LinkPage, SaysThatTheDataAreSamples)
{
    const one_time_links::link set_up{one_time_links::purpose::set_up, 0, "", ""};
    const auto says_so = testing::HasSubstr("Dữ liệu mẫu: mọi hồ sơ ở đây đều là giả định.");
    EXPECT_THAT(link_page::form({texts, rules, "", true}, set_up, {}, nullptr).body, says_so);
    EXPECT_THAT(link_page::form(here, set_up, {}, nullptr).body, testing::Not(says_so));
}

TEST(LinkPage, SpeaksVietnameseFirstAndEnglishBeneath)
{
    const auto page = link_page::form(here, {one_time_links::purpose::password_reset, 1, "lan", "An"}, {}, nullptr);
    const auto vietnamese = page.body.find("Đặt lại mật khẩu");
    const auto english = page.body.find("Reset your password");
    ASSERT_NE(english, std::string::npos);
    EXPECT_LT(vietnamese, english);
}

TEST(LinkPage, ShowsEachProblemBesideItsField)
{
    messages::refusal refused;
    refused.code = "invalid";
    refused.errors = {{"/password", "password_needs_digit", {}}};
    const auto page = link_page::form(here, {one_time_links::purpose::password_reset, 1, "lan", "An"}, {}, &refused);
    EXPECT_EQ(page.status, 422U);
    EXPECT_THAT(page.body, testing::HasSubstr("Mật khẩu cần một chữ số."));
}

} // namespace nscl::accounts
