#include "core/entities/field_types/text_like.hpp"
#include "core/entities/field_types/types.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

/// The digits of a number as people write it ("+84 912.345.678", "(0205) 3812 345"); "" when there is anything else.
std::string digits_of(std::string_view text)
{
    constexpr std::string_view separators = " .-()";
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (separators.find(c) == std::string_view::npos)
            return {};
    }
    return digits;
}

/// Numbers of Vietnam's plan: mobile 0[35789] and 9 digits in all behind the 0, fixed 02 and 10, service 1800 and 1900.
bool is_domestic(std::string_view digits)
{
    if (digits.starts_with("1800") || digits.starts_with("1900")) return digits.size() == 8 || digits.size() == 10;
    if (digits.starts_with("02")) return digits.size() == 11;
    constexpr std::string_view mobile = "35789";
    return digits.size() == 10 && digits[0] == '0' && mobile.find(digits[1]) != std::string_view::npos;
}

class phone_type final : public text_like {
public:
    std::string_view name() const override { return "phone"; }

protected:
    parsed_value normalise(const field&, std::string text) const override
    {
        const bool international = text.front() == '+';
        std::string digits = digits_of(international ? std::string_view(text).substr(1) : std::string_view(text));
        if (international && !digits.starts_with("84")) {
            // ITU-T E.164: at most 15 digits, none of which leads with 0.
            if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0') return value_error{"bad_phone", {}};
            return field_value{"+" + digits};
        }
        if (international) digits = "0" + digits.substr(digits.starts_with("840") ? 3 : 2);
        if (!is_domestic(digits)) return value_error{"bad_phone", {}};
        return field_value{std::move(digits)};
    }
};

} // namespace

const field_type_rules& phone_rules()
{
    static const phone_type rules;
    return rules;
}

} // namespace nscl::entities
