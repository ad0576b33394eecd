#include "core/database/error.hpp"
#include "core/database/placeholders.hpp"

#include <gtest/gtest.h>

namespace {

using nscl::database::error;
using nscl::database::name_parameters;

TEST(Placeholders, GetNamesInOrder)
{
    const auto named = name_parameters("INSERT INTO t VALUES (?, ?, ?)");
    EXPECT_EQ(named.text, "INSERT INTO t VALUES (:p1, :p2, :p3)");
    EXPECT_EQ(named.parameters, 3U);
}

TEST(Placeholders, AreLeftAloneInQuotes)
{
    const auto named = name_parameters(R"(SELECT '?', 'it''s ?', "a?b", `c?` FROM t WHERE x = ? AND y = '12:30')");
    EXPECT_EQ(named.text, R"(SELECT '?', 'it''s ?', "a?b", `c?` FROM t WHERE x = :p1 AND y = '12:30')");
    EXPECT_EQ(named.parameters, 1U);
}

TEST(Placeholders, InCommentsGoWithThem)
{
    const auto named = name_parameters("SELECT 1 -- isn't it?\n, /* what's :this? */ ?");
    EXPECT_EQ(named.text, "SELECT 1  \n,   :p1");
    EXPECT_EQ(named.parameters, 1U);
}

TEST(Placeholders, AreRefusedWhereTheDriversDisagree)
{
    for (const char* sql :
         {"SELECT :name", "SELECT @a := 1", "SELECT 'a\\'", "SELECT \"a:b\"", "SELECT 'open", "SELECT /* open"})
        EXPECT_THROW(name_parameters(sql), error) << sql;
}

} // namespace
