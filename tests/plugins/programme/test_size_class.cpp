#include "plugins/programme/size_class.hpp"
#include "tests/plugins/programme/vectors.hpp"

#include <gtest/gtest.h>

namespace programme::tests {
namespace {

TEST(SizeClass, FollowsTheDecree)
{
    for (const auto& row : vectors("sme_size")) {
        const size_figures figures{number_in(row, "insured_workers"), number_in(row, "revenue_vnd"),
                                   number_in(row, "capital_vnd")};
        EXPECT_EQ(size_class(row.at("sector_group"), figures), row.at("expected_size")) << row.at("note");
    }
}

TEST(SizeClass, IsUnknownWithoutWorkers)
{
    EXPECT_EQ(size_class("trade_services", {std::nullopt, 1, 1}), "unknown");
}

TEST(SizeClass, IsUnknownWithoutASector)
{
    EXPECT_EQ(size_class("", {5, 1'000'000, 1'000'000}), "unknown");
}

} // namespace
} // namespace programme::tests
