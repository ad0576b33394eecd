/// The server's reader and the SDK's writer agree on docs/declaration.md.
#include "tests/sdk/everything.hpp"
#include "tests/sdk/json_files.hpp"
#include "tests/sdk/server_reader.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Server, ReadsEveryMemberThatTheWrapperWrites)
{
    nscl::sdk::plugin what;
    nscl::sdk::registration::declare(what);
    EXPECT_EQ(objection("training", what.document()), "");
}

TEST(Server, ReadsTheTemplatesDeclaration)
{
    EXPECT_EQ(objection("suggestion_box", boost::json::serialize(json_file("suggestion_box.json"))), "");
}

} // namespace
