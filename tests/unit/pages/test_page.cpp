#include "core/pages/page.hpp"

#include <gmock/gmock.h>

namespace nscl::pages {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Page, SaysWhatIsWrongWithoutScriptInTheVisitorsLanguage)
{
    const auto answer = problem_page(404, "Không tìm thấy <x>", "Địa chỉ \"y\" & không có", messages::language::vi, {});
    EXPECT_EQ(answer.status, 404U);
    EXPECT_EQ(*answer.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(*answer.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(answer.body, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(answer.body, HasSubstr("<h1>Không tìm thấy &lt;x&gt;</h1>"));
    EXPECT_THAT(answer.body, HasSubstr("<p>Địa chỉ &quot;y&quot; &amp; không có</p>"));
    EXPECT_THAT(answer.body, Not(HasSubstr("<a ")));
}

TEST(Page, LeadsOnFromWhereNothingIs)
{
    const link links[] = {home(), {"/p/a?b=1&c", {"Hồ sơ", "Calls <x>"}}};
    const auto answer = problem_page(404, "Not found", "", messages::language::en, links);
    EXPECT_THAT(answer.body, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(answer.body,
                HasSubstr("<li><a href=\"/\">Home</a></li><li><a href=\"/p/a?b=1&amp;c\">Calls &lt;x&gt;</a></li>"));
}

TEST(Page, NamesTheAgencyWhereItIsKnown)
{
    page shown{.title = "t", .agency = "Sở <mẫu>", .content = "<p>x</p>"};
    EXPECT_THAT(page_answer(200, shown).body, HasSubstr("<span>Sở &lt;mẫu&gt;</span>"));
    shown.agency.clear();
    EXPECT_THAT(page_answer(200, shown).body, Not(HasSubstr("<span>")));
}

} // namespace
} // namespace nscl::pages
