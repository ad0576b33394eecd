#pragma once

#include <prometheus/metric_family.h>

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::metrics {

using labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// What one scrape answers, put together figure by figure. Not thread-safe.
class exposition {
public:
    /// A family to add samples to; valid until the next one is begun.
    class family {
    public:
        explicit family(prometheus::MetricFamily& of) : of_(of) {}

        const family& add(double value, labels named = {}) const;
        /// `counts` of the classes that end at `bounds`, in seconds, and of the one above them.
        const family& add_histogram(std::span<const double> bounds, std::span<const std::uint64_t> counts, double sum,
                                    labels named) const;

    private:
        prometheus::MetricFamily& of_;
    };

    /// Only ever rises; `name` ends in "_total".
    family counter(std::string_view name, std::string_view help);
    family gauge(std::string_view name, std::string_view help);
    family histogram(std::string_view name, std::string_view help);

    /// In the Prometheus text format, version 0.0.4. Families without a sample are left out.
    std::string text() const;

private:
    family begin(std::string_view name, std::string_view help, prometheus::MetricType type);

    std::vector<prometheus::MetricFamily> families_;
};

} // namespace nscl::metrics
