#include "core/entities/field_types/text_like.hpp"
#include "core/entities/field_types/types.hpp"
#include "core/platform/ascii.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

constexpr std::size_t longest_address = 254; // RFC 5321, 4.5.3.1.3 less the angle brackets
constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_label = 63;

bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// dot-atom of RFC 5322: no quoted forms, which no mail service hands out.
bool is_local_part(std::string_view text)
{
    constexpr std::string_view others = "!#$%&'*+/=?^_`{|}~-.";
    if (text.empty() || text.size() > longest_local_part || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return is_letter_or_digit(c) || others.find(c) != std::string_view::npos; });
}

bool is_label(std::string_view text)
{
    if (text.empty() || text.size() > longest_label || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

bool is_domain(std::string_view text)
{
    if (text.find('.') == std::string_view::npos) return false;
    while (true) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

class email_type final : public text_like {
public:
    std::string_view name() const override { return "email"; }

protected:
    std::string_view format() const override { return "email"; }

    parsed_value normalise(const field&, std::string text) const override
    {
        const auto at = text.find('@');
        if (text.size() > longest_address || at == std::string::npos) return value_error{"bad_email", {}};
        const std::string_view whole = text;
        if (!is_local_part(whole.substr(0, at)) || !is_domain(whole.substr(at + 1)))
            return value_error{"bad_email", {}};
        for (auto i = at + 1; i < text.size(); ++i) text[i] = platform::to_lower(text[i]);
        return field_value{std::move(text)};
    }
};

} // namespace

const field_type_rules& email_rules()
{
    static const email_type rules;
    return rules;
}

} // namespace nscl::entities
