#include "core/database/statement_cache.hpp"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>

namespace {

using namespace nscl::database;

struct fake_statement final : prepared_statement {
    std::int64_t execute(std::span<const value>) override { return 0; }
    void query(std::span<const value>, const visitor&) override {}
};

class StatementCache : public testing::Test {
protected:
    prepared_statement* get(std::string_view sql, std::span<const value> parameters = {},
                            std::span<const column> columns = {})
    {
        return cache_.get(sql, parameters, columns).operator->();
    }

    int prepared_ = 0;
    statement_cache cache_{2, [this](std::string_view, std::span<const column>, std::span<const column>) {
                               ++prepared_;
                               return std::make_unique<fake_statement>();
                           }};
};

TEST_F(StatementCache, PreparesAStatementOnce)
{
    auto* const first = get("SELECT 1");
    EXPECT_EQ(get("SELECT 1"), first);
    EXPECT_EQ(prepared_, 1);
}

TEST_F(StatementCache, TellsTypesApart)
{
    get("a", std::array<value, 1>{std::int64_t{1}});
    get("a", std::array<value, 1>{"1"});
    EXPECT_EQ(prepared_, 2);
    get("b", {}, std::array{column::integer});
    get("b", {}, std::array{column::text});
    EXPECT_EQ(prepared_, 4);
}

TEST_F(StatementCache, LetsNullBeOfAnyType)
{
    get("a", std::array<value, 2>{std::int64_t{1}, "x"});
    get("a", std::array<value, 2>{value{}, "x"});
    get("a", std::array<value, 2>{value{}, value{}});
    EXPECT_EQ(prepared_, 1);
}

TEST_F(StatementCache, ThrowsTheLeastRecentlyUsedAway)
{
    get("a");
    get("b");
    get("a");
    get("c");
    EXPECT_EQ(cache_.size(), 2U);
    get("a");
    EXPECT_EQ(prepared_, 3);
    get("b");
    EXPECT_EQ(prepared_, 4);
}

TEST_F(StatementCache, GivesNoStatementToTwoUsersAtOnce)
{
    const auto first = cache_.get("a", {}, {});
    const auto second = cache_.get("a", {}, {});
    const auto third = cache_.get("a", {}, {});
    EXPECT_NE(first.operator->(), second.operator->());
    EXPECT_NE(second.operator->(), third.operator->());
}

TEST_F(StatementCache, ThrowsAStatementAwayAfterAnException)
{
    EXPECT_THROW(
        {
            const auto used = cache_.get("a", {}, {});
            throw std::runtime_error{"no"};
        },
        std::runtime_error);
    EXPECT_EQ(cache_.size(), 0U);
    get("a");
    EXPECT_EQ(prepared_, 2);
}

} // namespace
