#include "tests/support/metrics_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <regex>
#include <stdexcept>

namespace nscl::tests {

namespace {

[[noreturn]] void refuse(std::string_view line, std::string_view why)
{
    throw std::runtime_error("metrics: " + std::string{why} + ": " + std::string{line});
}

double number_in(std::string_view line, std::string_view text)
{
    if (text == "+Inf") return std::numeric_limits<double>::infinity();
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) refuse(line, "no number");
    return value;
}

} // namespace

metrics_text::metrics_text(std::string_view text)
{
    if (!text.ends_with('\n')) throw std::runtime_error("metrics: the last line does not end");
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (line.starts_with('#'))
            take_comment(line);
        else
            take_sample(line);
    }
    check_histograms();
}

void metrics_text::take_comment(std::string_view line)
{
    static const std::regex help{R"(# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \S.*)"};
    static const std::regex type{R"(# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram))"};
    const std::string whole{line};
    std::smatch parts;
    if (std::regex_match(whole, parts, help)) {
        if (!helped_.emplace(parts[1], true).second) refuse(line, "a family that comes twice");
        current_ = parts[1];
    } else if (std::regex_match(whole, parts, type)) {
        if (parts[1] != current_ || !types_.emplace(parts[1], parts[2]).second) refuse(line, "TYPE out of place");
        if ((parts[2] == "counter") != current_.ends_with("_total")) refuse(line, "only counters end in _total");
    } else {
        refuse(line, "no HELP and no TYPE");
    }
}

std::string metrics_text::family_of(const std::string& sample_name) const
{
    for (const std::string_view ending : {"_bucket", "_sum", "_count"}) {
        if (!sample_name.ends_with(ending)) continue;
        const auto family = sample_name.substr(0, sample_name.size() - ending.size());
        if (const auto found = types_.find(family); found != types_.end() && found->second == "histogram")
            return family;
    }
    return sample_name;
}

void metrics_text::take_sample(std::string_view line)
{
    static const std::regex shape{
        R"re(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+))re"};
    static const std::regex label{R"re(([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)")re"};
    const std::string whole{line};
    std::smatch parts;
    if (!std::regex_match(whole, parts, shape)) refuse(line, "no sample");
    sample read{.name = parts[1], .named = {}, .value = number_in(line, parts[4].str())};
    const std::string list = parts[3];
    for (std::sregex_iterator each{list.begin(), list.end(), label}; each != std::sregex_iterator{}; ++each) {
        if (!read.named.emplace((*each)[1], (*each)[2]).second) refuse(line, "a label that comes twice");
    }
    const std::string family = family_of(read.name);
    if (family != current_ || !types_.contains(family)) refuse(line, "a sample outside its family");
    if (types_.at(family) != "gauge" && read.value < 0) refuse(line, "a count below zero");
    const auto same = [&](const sample& other) { return other.name == read.name && other.named == read.named; };
    if (std::ranges::any_of(samples_, same)) refuse(line, "a sample that comes twice");
    samples_.push_back(std::move(read));
}

/// Buckets come in order and rise, and the last one holds everything.
void metrics_text::check_histograms() const
{
    double last = 0;
    std::string open; // the histogram whose buckets are being read
    for (const sample& each : samples_) {
        if (!each.name.ends_with("_bucket") || family_of(each.name) == each.name) continue;
        labels without = each.named;
        const std::string end = without.at("le");
        without.erase("le");
        std::string key = each.name;
        for (const auto& [name, value] : without) key += "," + name + "=" + value;
        if (key != open) last = 0;
        open = key;
        if (each.value < last) refuse(key, "buckets that fall");
        last = each.value;
        if (end == "+Inf" && sum(family_of(each.name) + "_count", without) != each.value)
            refuse(key, "the last bucket is not the count");
    }
}

bool metrics_text::has(std::string_view name) const
{
    return std::ranges::find(samples_, name, &sample::name) != samples_.end();
}

double metrics_text::sum(std::string_view name, const labels& wanted) const
{
    double total = 0;
    for (const sample& each : samples_) {
        const bool fits = std::ranges::all_of(wanted, [&](const auto& one) {
            const auto found = each.named.find(one.first);
            return found != each.named.end() && found->second == one.second;
        });
        if (each.name == name && fits) total += each.value;
    }
    return total;
}

} // namespace nscl::tests
