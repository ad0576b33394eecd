#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::tests {

/// What /metrics answered, read as strictly as the Prometheus text format (0.0.4) is to be written.
class metrics_text {
public:
    using labels = std::map<std::string, std::string>;

    /// Throws std::runtime_error that names the line for whatever Prometheus would refuse or a careful writer avoid: malformed names, labels and
    /// numbers, samples without HELP and TYPE, a family or sample that comes twice, counters that are not named so, histograms that do not add up.
    explicit metrics_text(std::string_view text);

    /// Whether there is any sample of that name.
    bool has(std::string_view name) const;
    /// The sum of all samples of that name that have these labels, and any others; 0 when there is none.
    double sum(std::string_view name, const labels& wanted = {}) const;
    std::size_t size() const { return samples_.size(); }

private:
    struct sample {
        std::string name;
        labels named;
        double value = 0;
    };

    void take_comment(std::string_view line);
    void take_sample(std::string_view line);
    std::string family_of(const std::string& sample_name) const;
    void check_histograms() const;

    std::map<std::string, std::string> types_; ///< by family
    std::map<std::string, bool> helped_;
    std::string current_; ///< the family whose samples may come
    std::vector<sample> samples_;
};

} // namespace nscl::tests
