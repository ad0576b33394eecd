#include "core/messages/catalogue.hpp"

#include "core/messages/host_messages.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace nscl::messages {

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Cuts the part before the separator off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator)
{
    const auto end = rest.find(separator);
    const std::string_view part = trimmed(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

/// A weight in thousandths; 0 when it is malformed.
int weight_of(std::string_view parameters)
{
    while (!parameters.empty()) {
        std::string_view one = next_part(parameters, ';');
        if (!one.starts_with("q=") && !one.starts_with("Q=")) continue;
        one.remove_prefix(2);
        if (one.empty() || one.size() > 5 || (one[0] != '0' && one[0] != '1')) return 0;
        if (one.size() > 1 && one[1] != '.') return 0;
        std::string digits{one.size() > 2 ? one.substr(2) : std::string_view{}};
        digits.resize(3, '0');
        int fraction = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), fraction);
        if (read.ptr != digits.data() + digits.size()) return 0;
        return std::min(1000, (one[0] - '0') * 1000 + fraction);
    }
    return 1000;
}

bool is_language(std::string_view range, std::string_view primary)
{
    const std::string_view subtag = range.substr(0, range.find('-'));
    return std::ranges::equal(subtag, primary, [](char left, char right) {
        return (left >= 'A' && left <= 'Z' ? left - 'A' + 'a' : left) == right;
    });
}

} // namespace

std::string_view tag(language which)
{
    return which == language::vi ? "vi" : "en";
}

language preferred(std::string_view accept_language)
{
    std::optional<int> vietnamese;
    std::optional<int> english;
    int others = 0;
    while (!accept_language.empty()) {
        std::string_view weighted = next_part(accept_language, ',');
        const std::string_view range = next_part(weighted, ';');
        const int weight = weight_of(weighted);
        if (range == "*") {
            others = weight;
        } else if (is_language(range, "vi")) {
            vietnamese = std::max(weight, vietnamese.value_or(0));
        } else if (is_language(range, "en")) {
            english = std::max(weight, english.value_or(0));
        }
    }
    return english.value_or(others) > vietnamese.value_or(others) ? language::en : language::vi;
}

catalogue::catalogue()
{
    for (const host_message& one : host_messages()) {
        add(std::string{one.code}, {std::string{one.vi}, std::string{one.en}});
    }
}

void catalogue::add(std::string code, text pattern)
{
    patterns_.insert_or_assign(std::move(code), std::move(pattern));
}

bool catalogue::knows(std::string_view code) const
{
    return patterns_.contains(code);
}

std::string catalogue::render(std::string_view code, const parameters& values, language which) const
{
    const auto found = patterns_.find(code);
    if (found == patterns_.end()) return std::string{code};

    std::string result;
    std::string_view rest = found->second.in(which);
    while (!rest.empty()) {
        const auto open = rest.find('{');
        const auto close = rest.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        result += rest.substr(0, open);
        const std::string_view name = rest.substr(open + 1, close - open - 1);
        const auto value = std::ranges::find(values, name, &parameters::value_type::first);
        if (value != values.end()) {
            result += value->second;
        } else {
            result += rest.substr(open, close - open + 1);
        }
        rest = rest.substr(close + 1);
    }
    return result += rest;
}

} // namespace nscl::messages
