#include "tests/architecture/include_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::architecture {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const house_rules& rules()
{
    static const house_rules read = house_rules::read(R"(| room | may include |
|---|---|
| log | |
| http | log |
| plugin_host | log sdk |
| entities | log |
| entities/model | |
| entities/store | entities/model |
| application | everything |

| library | included only by |
|---|---|
| boost/ | core/ |
| boost/asio | core/http/listener. core/application. |
| soci/ | core/database/soci_ |
| spdlog/ | core/log/ |
)");
    return read;
}

/// What is wrong with a file of one line.
std::string verdict(std::string path, std::string line)
{
    const auto findings = forbidden_includes({std::move(path), {std::move(line)}}, rules());
    return findings.empty() ? "" : findings.front().what;
}

TEST(IncludeCheck, PassesArrowsOfTheTable)
{
    EXPECT_EQ(verdict("core/http/router.cpp", "#include \"core/log/log.hpp\""), "");
    EXPECT_EQ(verdict("core/http/router.cpp", "#include \"core/http/router.hpp\""), "");
    EXPECT_EQ(verdict("core/main.cpp", "#include \"core/http/router.hpp\""), "");
    EXPECT_EQ(verdict("core/application.cpp", "#include \"core/plugin_host/manifest.hpp\""), "");
    EXPECT_EQ(verdict("core/plugin_host/manifest.hpp", "#include <nscl/abi/manifest.h>"), "");
    EXPECT_EQ(verdict("core/http/router.cpp", "#include <vector>"), "");
}

TEST(IncludeCheck, FindsAnArrowThatIsNotInTheTable)
{
    EXPECT_EQ(verdict("core/log/log.cpp", "#include \"core/http/router.hpp\""),
              "core/http/router.hpp: no arrow from log to http");
    EXPECT_THAT(verdict("core/http/router.cpp", "#include \"core/application.hpp\""),
                HasSubstr("no arrow from http to application"));
    EXPECT_THAT(verdict("core/cellar/new.cpp", "#include \"core/log/log.hpp\""),
                HasSubstr("no arrow from cellar to log"));
    EXPECT_THAT(verdict("core/http/router.cpp", "#include <nscl/abi/base.h>"), HasSubstr("no arrow from http to sdk"));
    EXPECT_THAT(verdict("core/http/router.cpp", "#include \"sdk/include/nscl/abi/base.h\""),
                HasSubstr("no arrow from http to sdk"));
}

TEST(IncludeCheck, KnowsTheFloorsOfARoom)
{
    EXPECT_EQ(verdict("core/entities/store/writer.cpp", "#include \"core/entities/model/entity.hpp\""), "");
    EXPECT_EQ(verdict("core/entities/store/writer.cpp", "#include \"core/entities/store/rules.hpp\""), "");
    EXPECT_EQ(verdict("core/entities/store/writer.cpp", "#include \"core/log/log.hpp\""), "");
    EXPECT_EQ(verdict("core/main.cpp", "#include \"core/entities/store/writer.hpp\""), "");
    EXPECT_EQ(verdict("core/entities/model/entity.hpp", "#include \"core/entities/store/rules.hpp\""),
              "core/entities/store/rules.hpp: no arrow from entities/model to entities/store");
}

TEST(IncludeCheck, FindsAnArrowHoweverItIsWritten)
{
    EXPECT_NE(verdict("core/log/log.cpp", "  #  include   <core/http/router.hpp> // sly"), "");
    EXPECT_NE(verdict("core/log/log.cpp", "#include\"core/http/router.hpp\""), "");
    EXPECT_NE(verdict("core/http/listener.cpp", "#include \"../log/log.hpp\""), "");
    EXPECT_NE(verdict("core/http/router.cpp", "#include \"router.hpp\""), "");
}

TEST(IncludeCheck, KeepsCorePluginsSdkAndTestsApart)
{
    EXPECT_THAT(verdict("core/main.cpp", "#include \"plugins/programme/budget.hpp\""),
                HasSubstr("core knows no plugin"));
    EXPECT_THAT(verdict("core/main.cpp", "#include \"tests/support/server_process.hpp\""), HasSubstr("only tests"));
    EXPECT_THAT(verdict("sdk/include/nscl/sdk/text.hpp", "#include \"core/text/unicode.hpp\""),
                HasSubstr("nothing of core"));
    EXPECT_THAT(verdict("plugins/programme/plugin.cpp", "#include \"core/log/log.hpp\""), HasSubstr("nothing of core"));
    EXPECT_THAT(verdict("plugins/standards/plugin.cpp", "#include \"plugins/programme/budget.hpp\""),
                HasSubstr("another plugin"));
    EXPECT_THAT(verdict("plugins/standards/plugin.cpp", "#include \"../programme/budget.hpp\""), HasSubstr("climbs"));
    EXPECT_EQ(verdict("plugins/programme/plugin.cpp", "#include \"budget.hpp\""), "");
    EXPECT_EQ(verdict("plugins/programme/plugin.cpp", "#include \"plugins/programme/budget.hpp\""), "");
    EXPECT_EQ(verdict("plugins/programme/plugin.cpp", "#include <nscl/plugin.hpp>"), "");
}

TEST(IncludeCheck, KeepsLibrariesWhereTheyBelong)
{
    EXPECT_EQ(verdict("core/database/soci_session.cpp", "#include <soci/soci.h>"), "");
    EXPECT_THAT(verdict("core/database/database.cpp", "#include <soci/soci.h>"),
                HasSubstr("only these include <soci/>: core/database/soci_"));
    EXPECT_NE(verdict("core/http/router.cpp", "#include <spdlog/spdlog.h>"), "");
    EXPECT_NE(verdict("plugins/programme/plugin.cpp", "#include <boost/json.hpp>"), "");
    EXPECT_NE(verdict("sdk/include/nscl/sdk/json.hpp", "#include <boost/json.hpp>"), "");
}

TEST(IncludeCheck, LetsTheCloserRowOfALibraryDecide)
{
    EXPECT_EQ(verdict("core/http/router.cpp", "#include <boost/json.hpp>"), "");
    EXPECT_EQ(verdict("core/http/listener.cpp", "#include <boost/asio/ip/tcp.hpp>"), "");
    EXPECT_NE(verdict("core/http/router.cpp", "#include <boost/asio/ip/tcp.hpp>"), "");
    EXPECT_NE(verdict("core/http/listener_pool.cpp", "#include <boost/asio.hpp>"), "");
}

TEST(IncludeCheck, LetsTestsLookEverywhere)
{
    EXPECT_EQ(verdict("tests/unit/http/test_router.cpp", "#include \"core/http/router.hpp\""), "");
    EXPECT_EQ(verdict("tests/support/http_client.cpp", "#include <boost/asio.hpp>"), "");
}

TEST(IncludeCheck, NamesEveryLineThatIsWrong)
{
    const source_file file{
        "core/log/log.cpp",
        {"#include \"core/log/log.hpp\"", "", "#include \"core/http/a.hpp\"", "#include <soci/soci.h>"}};
    EXPECT_THAT(forbidden_includes(file, rules()), ElementsAre(testing::Field(&finding::where, "core/log/log.cpp:3"),
                                                               testing::Field(&finding::where, "core/log/log.cpp:4")));
}

TEST(IncludeCheck, PassesOverLinesThatOnlyMentionAnInclude)
{
    EXPECT_EQ(verdict("core/log/log.cpp", "// #include \"core/http/router.hpp\""), "");
    EXPECT_EQ(verdict("core/log/log.cpp", "const char* text = \"#include <soci/soci.h>\";"), "");
}

} // namespace
} // namespace nscl::architecture
