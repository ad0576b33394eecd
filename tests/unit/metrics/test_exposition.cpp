#include "core/metrics/exposition.hpp"
#include "tests/support/metrics_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace nscl::metrics {
namespace {

using tests::metrics_text;

TEST(Exposition, WritesCountersAndGaugesWithTheirLabels)
{
    exposition all;
    all.counter("things_total", "Things.").add(3, {{"kind", "good"}}).add(4, {{"kind", "bad"}});
    all.gauge("height", "Height.").add(-1.5);
    const metrics_text read{all.text()};
    EXPECT_EQ(read.sum("things_total", {{"kind", "good"}}), 3);
    EXPECT_EQ(read.sum("things_total"), 7);
    EXPECT_EQ(read.sum("height"), -1.5);
}

TEST(Exposition, AddsUpTheClassesOfAHistogram)
{
    exposition all;
    const std::array bounds{0.001, 0.5};
    const std::array<std::uint64_t, 3> counts{5, 2, 1};
    all.histogram("took_seconds", "Times.").add_histogram(bounds, counts, 9.25, {{"plugin", "core"}});
    const metrics_text read{all.text()};
    EXPECT_EQ(read.sum("took_seconds_bucket", {{"le", "0.001"}}), 5);
    EXPECT_EQ(read.sum("took_seconds_bucket", {{"le", "0.5"}}), 7);
    EXPECT_EQ(read.sum("took_seconds_bucket", {{"le", "+Inf"}}), 8);
    EXPECT_EQ(read.sum("took_seconds_count"), 8);
    EXPECT_EQ(read.sum("took_seconds_sum"), 9.25);
}

TEST(Exposition, EscapesWhatLabelsHold)
{
    exposition all;
    all.counter("odd_total", "Odd.").add(1, {{"text", "a\"b\\c\nd"}});
    EXPECT_EQ(metrics_text{all.text()}.sum("odd_total", {{"text", R"(a\"b\\c\nd)"}}), 1);
}

TEST(Exposition, LeavesFamiliesWithoutASampleOut)
{
    exposition all;
    all.counter("never_total", "Never.");
    all.gauge("one", "One.").add(1);
    EXPECT_THAT(all.text(), testing::Not(testing::HasSubstr("never_total")));
}

TEST(MetricsText, RefusesWhatPrometheusWould)
{
    const std::string head = "# HELP a_total A.\n# TYPE a_total counter\n";
    EXPECT_NO_THROW(metrics_text{head + "a_total{b=\"c\"} 1\n"});
    for (const char* broken :
         {"a_total 1", "a_total one\n", "a_total -1\n", "a_total{b=c} 1\n", "a_total 1\na_total 1\n", "b_total 1\n",
          "# HELP a_total A.\n", "a_total{b=\"c\",b=\"d\"} 1\n"})
        EXPECT_THROW(metrics_text{head + broken}, std::runtime_error) << broken;
}

} // namespace
} // namespace nscl::metrics
