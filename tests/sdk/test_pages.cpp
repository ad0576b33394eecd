/// Pages as whole documents, and how they are declared.
#include "tests/sdk/called_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace nscl::sdk;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Pages : public called_plugin {
protected:
    /// Asks for a page that knows the parameter "code".
    template <class F>
    void show(F fn)
    {
        ASSERT_EQ(route(detail::page_handler(both("Khóa <học>", "Courses"), std::move(fn), {"code"})), NSCL_OK)
            << plugin.detail();
    }
};

page greeting(const request&, const wording& say)
{
    return element("p", say("Xin chào", "Hello"), " ", say.vietnamese("An"));
}

TEST_F(Pages, AreWholeDocumentsInTheLanguageOfTheReader)
{
    show(greeting);
    EXPECT_EQ(host.status, 200U);
    EXPECT_EQ(host.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(host.answered,
                testing::StartsWith("<!doctype html>\n<html lang=\"vi\">\n<head><meta charset=\"utf-8\">"));
    for (const char* part :
         {"<title>Khóa &lt;học&gt; – Đào tạo</title>", R"(<link rel="stylesheet" href="/p/style.css">)",
          "<header><p>Đào tạo</p><nav aria-label=\"Ngôn ngữ\">",
          R"(<a href="?lang=en" hreflang="en" lang="en" rel="alternate">English</a>)",
          "<main><h1>Khóa &lt;học&gt;</h1><p>Xin chào An</p></main>",
          "<footer><p>Đào tạo. Ngày 01/02/1970.</p></footer>"}) {
        EXPECT_THAT(host.answered, HasSubstr(part));
    }
    EXPECT_THAT(host.calls, Contains("header Content-Language: vi"));
}

TEST_F(Pages, AreInEnglishWhereTheLinkSaysSo)
{
    host.query_parameters["lang"] = "en";
    show(greeting);
    for (const char* part : {"<html lang=\"en\">", "<title>Courses – Training</title>", R"(<a href="?lang=vi")",
                             R"(<h1>Courses</h1><p>Hello <span lang="vi">An</span></p>)", "As of 01/02/1970"}) {
        EXPECT_THAT(host.answered, HasSubstr(part));
    }
    EXPECT_THAT(host.calls, Contains("header Content-Language: en"));
}

TEST_F(Pages, IgnoreALanguageThatTheyDoNotSpeak)
{
    host.query_parameters["lang"] = "\"><script>";
    show(greeting);
    EXPECT_THAT(host.answered, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(host.answered, Not(HasSubstr("script")));
}

TEST_F(Pages, KeepTheirParametersInTheOtherLanguage)
{
    host.query_parameters["code"] = "a&b\"<";
    show(greeting);
    EXPECT_THAT(host.answered, HasSubstr(R"(href="?lang=en&amp;code=a%26b%22%3C")"));
}

TEST_F(Pages, SayTitleAndStatusOfTheirOwn)
{
    show([](const request&, const wording& say) {
        page missing = element("p", say("Không có", "None"));
        missing.title = "<CN-1>";
        missing.status = 404;
        return missing;
    });
    EXPECT_EQ(host.status, 404U);
    EXPECT_THAT(host.answered, HasSubstr("<title>&lt;CN-1&gt; – Đào tạo</title>"));
    EXPECT_THAT(host.answered, HasSubstr("<h1>&lt;CN-1&gt;</h1>"));
    EXPECT_THAT(host.calls, Contains("header Cache-Control: no-store"));
}

TEST_F(Pages, SayThatSomethingIsNotThere)
{
    show([](const request&, const wording&) -> page { throw not_found(); });
    EXPECT_EQ(host.status, 404U);
    EXPECT_EQ(host.content_type, "text/html; charset=utf-8");
    EXPECT_THAT(host.answered, HasSubstr("<h1>Không tìm thấy</h1>"));
    EXPECT_THAT(host.calls, Contains("header Cache-Control: no-store"));
}

TEST_F(Pages, LeaveOtherRefusalsToTheServer)
{
    const auto busy = [](const request&, const wording&) -> page { throw error{NSCL_UNAVAILABLE, "database_busy"}; };
    EXPECT_EQ(route(detail::page_handler(both("Khóa", "Courses"), busy, {})), NSCL_UNAVAILABLE);
}

TEST_F(Pages, AllowNeitherScriptsNorFrames)
{
    show(greeting);
    EXPECT_THAT(host.calls,
                Contains("header Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self' data:; "
                         "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
    EXPECT_THAT(host.calls, Contains("header Vary: Accept-Language"));
    EXPECT_THAT(host.calls, Contains("header Cache-Control: public, max-age=60"));
}

TEST(PageDeclaration, IsARouteForEverybodyThatKnowsTheLanguage)
{
    plugin training;
    training.page("/trace", "Truy xuất", "Trace", greeting, {"code"});
    EXPECT_THAT(training.document(),
                HasSubstr(R"({"verb":"GET","pattern":"/trace","permission":"anyone","callback":1,"space":"public",)"
                          R"("label":{"vi":"Truy xuất","en":"Trace"},"answer":{"content_type":"text/html"},)"
                          R"("query":["lang","code"]})"));
}

} // namespace
