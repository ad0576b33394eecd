/// Queries and transactions of a plugin, and what becomes of a lost race.
#include "tests/sdk/called_plugin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace {

using namespace nscl::sdk;
using testing::Contains;
using testing::ElementsAre;

class Transactions : public called_plugin {};

TEST_F(Transactions, QueriesDeliverTypedRowsInBatches)
{
    for (int i = 0; i < 130; ++i) host.rows.push_back({i, i == 3 ? value{} : value{"row " + std::to_string(i)}});
    route([](const request& from) {
        std::int64_t sum = 0;
        int nulls = 0;
        for (const auto& [id, title] : from.query<std::int64_t, std::optional<std::string_view>>(
                 "SELECT id, title FROM t WHERE a = ?", {"x'y"})) {
            sum += id;
            if (!title) ++nulls;
        }
        EXPECT_EQ(sum, 129 * 130 / 2);
        EXPECT_EQ(nulls, 1);
        return answer{};
    });
    EXPECT_THAT(host.calls, ElementsAre("query SELECT id, title FROM t WHERE a = ? x'y -> it"));
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Transactions, AQueryIsClosedWhenItsLoopIsLeft)
{
    host.rows = {{1}, {2}};
    EXPECT_EQ(route([](const request& from) -> answer {
                  for (const auto& [id] : from.query<std::int64_t>("SELECT id FROM t"))
                      throw std::runtime_error{"at " + std::to_string(id)};
                  return answer{};
              }),
              NSCL_FAILED);
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Transactions, FirstOfNoRowsIsNothing)
{
    route([](const request& from) {
        EXPECT_FALSE(from.query<std::string>("SELECT 1").first());
        return answer{};
    });
    EXPECT_EQ(host.open_cursors, 0);
}

TEST_F(Transactions, ATransactionReturnsWhatItsWorkReturns)
{
    route([](const request& from) {
        const std::int64_t id = from.transact([](const transaction& now) {
            now.lock("course", 1);
            EXPECT_EQ(now.execute("DELETE FROM scratch WHERE a = ?", {1}), 3);
            return now.create("course", {{"cost", 1}});
        });
        EXPECT_EQ(id, 42);
        return answer{};
    });
    EXPECT_THAT(host.calls, ElementsAre("begin", "entity training.course", "lock training.course 1",
                                        "execute DELETE FROM scratch WHERE a = ? 1 in 1000", "field cost",
                                        "create training.course as 0 in 1000 cost=1", "commit"));
}

TEST_F(Transactions, ATransactionThatLosesARaceUnwindsAndRunsAgain)
{
    host.failing["create"] = {NSCL_RETRY, NSCL_RETRY};
    int runs = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++runs;
                      now.create("course", {});
                      now.lock("course", 1);
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(std::count(host.calls.begin(), host.calls.end(), "roll back 7"), 2);
    EXPECT_EQ(std::count(host.calls.begin(), host.calls.end(), "lock training.course 1"), 1);
}

TEST_F(Transactions, ALostRaceWinsOverWhateverThePluginMadeOfIt)
{
    host.failing["create"] = {NSCL_RETRY};
    int runs = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++runs;
                      try {
                          now.create("course", {});
                      } catch (...) {
                      }
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(runs, 2);
}

TEST_F(Transactions, ANestedTransactionThatLosesARaceUnwindsTheOuterOne)
{
    host.failing["lock"] = {NSCL_RETRY};
    int outer = 0;
    EXPECT_EQ(route([&](const request& from) {
                  from.transact([&](const transaction& now) {
                      ++outer;
                      now.transact([](const transaction& inner) { inner.lock("course", 1); });
                  });
                  return answer{};
              }),
              NSCL_OK);
    EXPECT_EQ(outer, 2);
    EXPECT_THAT(host.calls, Contains("join"));
}

TEST_F(Transactions, ACheckThatLosesARaceAsksToRunAgain)
{
    host.failing["get"] = {NSCL_RETRY};
    EXPECT_EQ(plugin.invoke(1, on_record(NSCL_CALL_CHECK, "update", {})), NSCL_RETRY);
}

TEST_F(Transactions, AnExceptionOfTheWorkRollsBackAndArrivesAsItWas)
{
    struct own {};
    EXPECT_EQ(route([](const request& from) {
                  try {
                      from.transact([](const transaction&) { throw own{}; });
                  } catch (const own&) {
                      return answer::text("caught");
                  }
                  return answer::text("lost");
              }),
              NSCL_OK);
    EXPECT_EQ(host.answered, "caught");
    EXPECT_THAT(host.calls, ElementsAre("begin", "roll back 10"));
}

} // namespace
