#include "tests/unit/entities/values.hpp"

namespace nscl::entities {
namespace {

field url()
{
    auto of = field_of(field_type::url);
    of.max_length = 2'000;
    return of;
}

TEST(UrlField, TakesWebAddresses)
{
    for (const char* written :
         {"https://langson.gov.vn", "http://localhost:8080/a?b=c#d", "https://vi.wikipedia.org/wiki/Năng_suất",
          "https://[2001:db8::1]:443/x", "http://10.0.0.1/"})
        EXPECT_EQ(from_text(url(), written), written);
}

TEST(UrlField, LowersSchemeAndHost)
{
    EXPECT_EQ(from_text(url(), "HTTPS://LangSon.GOV.vn/Path"), "https://langson.gov.vn/Path");
}

TEST(UrlField, RefusesOtherSchemes)
{
    for (const char* other : {"javascript:alert(1)", "javascript://x/%0aalert(1)", "ftp://a.vn", "//a.vn", "a.vn",
                              "data:text/html,x", "mailto:a@b.vn"})
        EXPECT_EQ(from_text(url(), other), "!bad_url") << other;
}

TEST(UrlField, RefusesMalformedAndMisleadingAddresses)
{
    for (const char* other :
         {"https://", "https:///x", "https://a b.vn", "https://bank.vn@evil.vn", "https://a:b@c.vn", "https://a..vn",
          "https://a.vn:0", "https://a.vn:99999", "https://a.vn:x", "https://[zz]", "https://[::1", "https://a\"b.vn",
          "https://a.vn/<x>", "https://a.vn\\x", "https://tên.vn"})
        EXPECT_EQ(from_text(url(), other), "!bad_url") << other;
}

TEST(UrlField, IsALongTextUnlessDeclaredShort)
{
    auto of = url();
    EXPECT_EQ(rules_of(of.type).column(of)->storage, database::storage::long_text);
    of.max_length = 255;
    EXPECT_EQ(rules_of(of.type).column(of)->storage, database::storage::short_text);
}

} // namespace
} // namespace nscl::entities
