/// What pages are made of: a value never becomes markup.
#include <nscl/plugin.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace nscl::sdk;

constexpr const char* hostile = R"("><script>alert('x')</script>&)";
constexpr const char* escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";

TEST(Html, EscapesEveryText)
{
    EXPECT_EQ(html{hostile}.text(), escaped);
    EXPECT_EQ(html{std::string{hostile}}.text(), escaped);
    EXPECT_EQ(html{std::string_view{hostile}}.text(), escaped);
    EXPECT_EQ(element("p", hostile).text(), "<p>" + std::string{escaped} + "</p>");
    EXPECT_EQ(element("p").add(hostile).text(), "<p></p>" + std::string{escaped});
}

TEST(Html, EscapesTheValuesOfAttributes)
{
    EXPECT_EQ(element("p", {{"title", hostile}, {"data-x", hostile}}).text(),
              "<p title=\"" + std::string{escaped} + "\" data-x=\"" + escaped + "\"></p>");
}

TEST(Html, KeepsWhatIsMarkupAlready)
{
    const html inner = element("b", "<");
    EXPECT_EQ(element("p", {{"class", "note"}}, "a ", inner, std::string{" b"}).text(),
              R"(<p class="note">a <b>&lt;</b> b</p>)");
}

TEST(Html, KnowsElementsThatHaveNoContent)
{
    EXPECT_EQ(element("br").text(), "<br>");
    EXPECT_EQ(element("img", {{"src", "/p/training/a.png"}, {"alt", ""}}).text(),
              R"(<img src="/p/training/a.png" alt="">)");
}

TEST(Html, LeavesOutLinksThatMayRunSomething)
{
    for (const char* target : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
                               "java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x", "//elsewhere.example",
                               "/\\elsewhere.example", "\\\\elsewhere", "ftp://x", "page", "http:x", ""}) {
        EXPECT_EQ(element("a", {{"href", target}}, "x").text(), "<a>x</a>") << target;
    }
    EXPECT_EQ(element("form", {{"action", "javascript:1"}}).text(), "<form></form>");
    EXPECT_EQ(element("img", {{"src", "data:image/svg+xml,x"}}).text(), "<img>");
}

TEST(Html, KeepsLinksToTheWebToPeopleAndWithinTheServer)
{
    for (const char* target : {"https://langson.gov.vn/a?b=1#c", "http://a.example", "mailto:a@b.vn", "tel:+84205",
                               "/p/x", "?lang=en", "#calls"}) {
        EXPECT_EQ(element("a", {{"href", target}}).text(), "<a href=\"" + std::string{target} + "\"></a>");
    }
    EXPECT_EQ(element("a", {{"href", "?a=1&lang=en"}}).text(), R"(<a href="?a=1&amp;lang=en"></a>)");
}

TEST(Html, EncodesAValueWithinALink)
{
    EXPECT_EQ(percent_encoded("Aa0-._~"), "Aa0-._~");
    EXPECT_EQ(percent_encoded("a/b?c&d=\"é"), "a%2Fb%3Fc%26d%3D%22%C3%A9");
}

TEST(Table, NamesItsColumnsForPhonesAndItsRowsForReaders)
{
    table courses{"Khóa <1>", {"Tên", "Học phí"}};
    courses.row({"A<", "5"}).row({"B", {}});
    EXPECT_EQ(html{courses}.text(), R"(<table><caption>Khóa &lt;1&gt;</caption>)"
                                    R"(<thead><tr><th scope="col">Tên</th><th scope="col">Học phí</th></tr></thead>)"
                                    R"(<tbody><tr><th scope="row">A&lt;</th><td data-column="Học phí">5</td></tr>)"
                                    R"(<tr><th scope="row">B</th><td></td></tr></tbody></table>)");
}

TEST(Table, RefusesARowThatDoesNotFit)
{
    table courses{"Khóa", {"Tên", "Học phí"}};
    EXPECT_THROW(courses.row({"A"}), std::invalid_argument);
}

TEST(Format, WritesDatesNumbersAndAmountsAsInVietnam)
{
    EXPECT_EQ(format_date(*parse_date("2026-01-31")), "31/01/2026");
    EXPECT_EQ(format_vnd(7'866'000'000), "7.866.000.000\u00a0đ");
    EXPECT_EQ(format_vnd(0), "0\u00a0đ");
    EXPECT_EQ(format_vnd(-1'000), "-1.000\u00a0đ");
    EXPECT_EQ(format_vnd(999), "999\u00a0đ");
    EXPECT_EQ(format_number({1250, 2}), "12,5");
    EXPECT_EQ(format_number({5000, 2}), "50");
    EXPECT_EQ(format_number({123456789, 3}), "123.456,789");
    EXPECT_EQ(format_number({-5, 1}), "-0,5");
}

} // namespace
