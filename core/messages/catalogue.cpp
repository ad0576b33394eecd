#include "core/messages/catalogue.hpp"

#include "core/messages/host_messages.hpp"
#include "core/platform/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace nscl::messages {

namespace {

/// Cuts the part before the separator off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator)
{
    const auto end = rest.find(separator);
    const std::string_view part = platform::trimmed(rest.substr(0, end));
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
    return platform::equal_ignoring_case(subtag, primary);
}

using labels = std::map<std::string, text, std::less<>>;

struct rendered {
    std::string text;
    bool complete = true; ///< every parameter was given
};

constexpr char label_sign = '@';

/// True for "limit" and "@other".
bool is_name(std::string_view text)
{
    if (text.starts_with(label_sign)) text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

/// Where the brace at the front of `text` is closed; npos when it never is.
std::size_t closing_brace(std::string_view text)
{
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '{') ++depth;
        if (text[at] == '}' && --depth == 0) return at;
    }
    return std::string_view::npos;
}

/// True for "; at most {limit}": text with a parameter in it.
bool holds_a_parameter(std::string_view text)
{
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const auto end = text.find_first_of("{}", open + 1);
        if (end != std::string_view::npos && text[end] == '}' && is_name(text.substr(open + 1, end - open - 1)))
            return true;
    }
    return false;
}

class renderer {
public:
    renderer(const parameters& values, const labels& called, language which)
        : values_(values), labels_(called), language_(which)
    {
    }

    rendered render(std::string_view pattern) const
    {
        rendered result;
        while (!pattern.empty()) {
            const auto open = std::min(pattern.find('{'), pattern.size());
            result.text += pattern.substr(0, open);
            pattern.remove_prefix(open);
            const auto close = pattern.empty() ? std::string_view::npos : closing_brace(pattern);
            if (close == std::string_view::npos) return {result.text.append(pattern), result.complete};

            const std::string_view inside = pattern.substr(1, close - 1);
            if (const auto value = value_of(inside)) {
                result.text += *value;
            } else if (holds_a_parameter(inside)) {
                const rendered part = render(inside);
                if (part.complete) result.text += part.text;
            } else {
                result.text += pattern.substr(0, close + 1);
                result.complete = result.complete && !is_name(inside);
            }
            pattern.remove_prefix(close + 1);
        }
        return result;
    }

private:
    /// What "limit" or "@other" stands for, when it is given.
    std::optional<std::string_view> value_of(std::string_view inside) const
    {
        const bool labelled = inside.starts_with(label_sign);
        if (labelled) inside.remove_prefix(1);
        const auto value = std::ranges::find(values_, inside, &parameters::value_type::first);
        if (value == values_.end()) return std::nullopt;
        if (!labelled) return value->second;
        const auto label = labels_.find(value->second);
        return label == labels_.end() ? value->second : label->second.in(language_);
    }

    const parameters& values_;
    const labels& labels_;
    language language_;
};

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

void catalogue::label(std::string full_name, text called)
{
    labels_.insert_or_assign(std::move(full_name), std::move(called));
}

bool catalogue::knows(std::string_view code) const
{
    return patterns_.contains(code);
}

std::string catalogue::render(std::string_view code, const parameters& values, language which) const
{
    const auto found = patterns_.find(code);
    if (found == patterns_.end()) return std::string{code};

    return renderer{values, labels_, which}.render(found->second.in(which)).text;
}

} // namespace nscl::messages
