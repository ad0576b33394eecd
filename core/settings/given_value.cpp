#include "core/settings/given_value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <stdexcept>

namespace nscl::settings {

namespace {

struct unit {
    std::string_view name;
    std::int64_t size;
};

constexpr std::array byte_units{unit{"", 1}, unit{"B", 1}, unit{"KiB", 1024}, unit{"MiB", 1024 * 1024},
                                unit{"GiB", 1024 * 1024 * 1024}};
constexpr std::array time_units{unit{"ms", 1}, unit{"s", 1000}, unit{"m", 60'000}, unit{"h", 3'600'000},
                                unit{"d", 86'400'000}};

std::optional<std::int64_t> number_at_front(std::string_view& text)
{
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

/// "30s" and "20 MiB" in the smallest unit.
std::optional<std::int64_t> measured(std::string_view text, std::span<const unit> units)
{
    const auto number = number_at_front(text);
    if (!number || *number < 0) return std::nullopt;
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto found = std::ranges::find(units, text, &unit::name);
    if (found == units.end() || *number > std::numeric_limits<std::int64_t>::max() / found->size) return std::nullopt;
    return *number * found->size;
}

std::string shown(std::int64_t amount, std::span<const unit> units)
{
    const unit* best = units.data();
    for (const unit& one : units) {
        if (amount >= one.size && amount % one.size == 0) best = &one;
    }
    return std::to_string(amount / best->size) + std::string{best->name};
}

} // namespace

given_value::given_value(std::string where, std::string name, content value, std::filesystem::path folder)
    : where_(std::move(where)),
      name_(std::move(name)),
      value_(std::move(value)),
      folder_(std::move(folder)),
      source_(source::file)
{
}

given_value::given_value(std::string variable, std::string name, std::string text)
    : where_(std::move(variable)), name_(std::move(name)), value_(std::move(text)), source_(source::environment)
{
}

void given_value::refuse(std::string_view what_to_do) const
{
    throw std::runtime_error(where_ + ": " + name_ + ": " + std::string{what_to_do});
}

const std::string& given_value::text() const
{
    const auto* text = std::get_if<std::string>(&value_);
    if (text == nullptr) refuse("write a text in quotes");
    return *text;
}

std::int64_t given_value::whole_number(std::int64_t least, std::int64_t most) const
{
    const auto wanted = [&](std::int64_t number) { return number >= least && number <= most; };
    if (const auto* integer = std::get_if<std::int64_t>(&value_)) {
        if (wanted(*integer)) return *integer;
    } else if (const auto* text = std::get_if<std::string>(&value_);
               text != nullptr && source_ == source::environment) {
        std::string_view rest = *text;
        const auto number = number_at_front(rest);
        if (number && rest.empty() && wanted(*number)) return *number;
    }
    refuse("write a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

std::size_t given_value::bytes(std::size_t least, std::size_t most) const
{
    std::optional<std::int64_t> amount;
    if (const auto* integer = std::get_if<std::int64_t>(&value_)) {
        amount = *integer;
    } else if (const auto* text = std::get_if<std::string>(&value_)) {
        amount = measured(*text, byte_units);
    }
    if (!amount || *amount < 0 || static_cast<std::size_t>(*amount) < least ||
        static_cast<std::size_t>(*amount) > most) {
        refuse("write a size such as \"64 KiB\" or \"20 MiB\", from " +
               shown(static_cast<std::int64_t>(least), byte_units) + " to " +
               shown(static_cast<std::int64_t>(most), byte_units));
    }
    return static_cast<std::size_t>(*amount);
}

std::chrono::milliseconds given_value::length_of_time(std::chrono::milliseconds least, std::chrono::milliseconds most,
                                                      std::chrono::milliseconds step) const
{
    const auto* text = std::get_if<std::string>(&value_);
    const auto amount = text != nullptr ? measured(*text, time_units) : std::nullopt;
    if (!amount || *amount < least.count() || *amount > most.count()) {
        refuse("write a time with its unit (ms, s, m, h or d), such as \"30s\", from \"" +
               shown(least.count(), time_units) + "\" to \"" + shown(most.count(), time_units) + "\"");
    }
    if (*amount % step.count() != 0) refuse("write a multiple of \"" + shown(step.count(), time_units) + "\"");
    return std::chrono::milliseconds{*amount};
}

std::vector<std::string> given_value::texts(char separator) const
{
    if (const auto* list = std::get_if<std::vector<std::string>>(&value_)) return *list;
    if (source_ == source::file) refuse("write a list of texts, such as [\"one\", \"two\"]");

    std::vector<std::string> result;
    std::string_view rest = text();
    while (!rest.empty()) {
        const auto end = std::min(rest.find(separator), rest.size());
        if (end > 0) result.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return result;
}

std::vector<std::filesystem::path> given_value::paths() const
{
    std::vector<std::filesystem::path> result;
    for (const std::string& one : texts(':')) {
        if (one.empty()) refuse("an empty path names no folder");
        result.push_back(folder_ / one);
    }
    return result;
}

std::filesystem::path given_value::path() const
{
    if (text().empty()) refuse("write the path of a file");
    return folder_ / text();
}

} // namespace nscl::settings
