#include "core/http/json_tree.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace nscl::http {
namespace {

TEST(JsonTree, IsTheDocument)
{
    const std::string document = R"({"a":[1,-2,18446744073709551615,true,null,"x\\n"],"b":{"c":{}},"":[]})";
    const auto tree = read_json(document, 32);
    EXPECT_FALSE(tree.error);
    EXPECT_FALSE(tree.duplicate);
    EXPECT_EQ(boost::json::serialize(tree.root), document);
}

TEST(JsonTree, HoldsTheDoublesNearestToItsNumbers)
{
    EXPECT_EQ(read_json("518446744073709551615551616", 32).root, 518446744073709551615551616.0);
    EXPECT_EQ(read_json("-9.214843747e-5", 32).root, -9.214843747e-5);
    EXPECT_EQ(read_json("0.1", 32).root, 0.1);
    EXPECT_EQ(read_json("1e-400", 32).root, 0.0);
}

TEST(JsonTree, TellsOfMembersThatOccurTwice)
{
    const auto tree = read_json(R"({"a":{"b":1,"b":2},"b":3})", 32);
    EXPECT_EQ(tree.duplicate, "b");
    EXPECT_EQ(tree.root.at_pointer("/a/b"), 2);
    EXPECT_FALSE(read_json(R"([{"a":1},{"a":1}])", 32).duplicate);
}

TEST(JsonTree, SaysWhereItIsWrong)
{
    const auto tree = read_json("[1,x]", 32);
    EXPECT_TRUE(tree.error);
    EXPECT_EQ(tree.read, 3U);
    EXPECT_EQ(read_json("[] []", 32).error, boost::json::error::extra_data);
    EXPECT_EQ(read_json("[[[]]]", 2).error, boost::json::error::too_deep);
}

} // namespace
} // namespace nscl::http
