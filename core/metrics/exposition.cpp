#include "core/metrics/exposition.hpp"

#include <prometheus/text_serializer.h>

#include <limits>
#include <sstream>

namespace nscl::metrics {

namespace {

prometheus::ClientMetric sample_with(labels named)
{
    prometheus::ClientMetric sample;
    for (const auto& [name, value] : named) sample.label.push_back({std::string{name}, std::string{value}});
    return sample;
}

} // namespace

const exposition::family& exposition::family::add(double value, labels named) const
{
    auto sample = sample_with(named);
    if (of_.type == prometheus::MetricType::Counter)
        sample.counter.value = value;
    else
        sample.gauge.value = value;
    of_.metric.push_back(std::move(sample));
    return *this;
}

const exposition::family& exposition::family::add_histogram(std::span<const double> bounds,
                                                            std::span<const std::uint64_t> counts, double sum,
                                                            labels named) const
{
    auto sample = sample_with(named);
    std::uint64_t below = 0;
    for (std::size_t at = 0; at < counts.size(); ++at) {
        below += counts[at];
        const double end = at < bounds.size() ? bounds[at] : std::numeric_limits<double>::infinity();
        sample.histogram.bucket.push_back({below, end});
    }
    sample.histogram.sample_count = below;
    sample.histogram.sample_sum = sum;
    of_.metric.push_back(std::move(sample));
    return *this;
}

exposition::family exposition::begin(std::string_view name, std::string_view help, prometheus::MetricType type)
{
    return family{families_.emplace_back(
        prometheus::MetricFamily{.name = std::string{name}, .help = std::string{help}, .type = type, .metric = {}})};
}

exposition::family exposition::counter(std::string_view name, std::string_view help)
{
    return begin(name, help, prometheus::MetricType::Counter);
}

exposition::family exposition::gauge(std::string_view name, std::string_view help)
{
    return begin(name, help, prometheus::MetricType::Gauge);
}

exposition::family exposition::histogram(std::string_view name, std::string_view help)
{
    return begin(name, help, prometheus::MetricType::Histogram);
}

std::string exposition::text() const
{
    std::vector<prometheus::MetricFamily> filled;
    for (const auto& each : families_) {
        if (!each.metric.empty()) filled.push_back(each);
    }
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, filled);
    return std::move(out).str();
}

} // namespace nscl::metrics
