#include "identity.hpp"

#include <algorithm>
#include <array>

namespace programme {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// The tenth digit of a tax code; none where the rule yields two digits: such a number is never issued.
std::optional<char> check_digit(std::string_view nine)
{
    constexpr std::array weights{31, 29, 23, 19, 17, 13, 7, 5, 3};
    int sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (nine[i] - '0');
    const int digit = 10 - sum % 11;
    if (digit == 10) return std::nullopt;
    return static_cast<char>('0' + digit);
}

} // namespace

tax_code_reading read_tax_code(std::string_view text)
{
    std::string kept;
    for (const char c : text) {
        if (c != ' ' && c != '.') kept += c;
    }
    const bool hyphen = kept.size() == 14 && kept[10] == '-';
    if (hyphen) kept.erase(10, 1);
    if ((kept.size() != 10 && kept.size() != 13) || !all_digits(kept)) return {std::nullopt, "tax_code_format"};

    tax_code read{kept.substr(0, 10), kept.substr(10)};
    if (read.root.substr(2, 7) == "0000000") return {std::nullopt, "tax_code_serial_zero"};
    const auto expected = check_digit(read.root);
    if (!expected || *expected != read.root[9]) return {std::nullopt, "tax_code_checksum"};
    if (read.suffix == "000") return {std::nullopt, "tax_code_suffix_zero"};
    return {std::move(read), {}};
}

std::string_view personal_id_problem(std::string_view text, std::string_view provinces, std::chrono::year today)
{
    if (text.size() != 12 || !all_digits(text)) return "personal_id_format";
    // One line per province, its code first.
    if (provinces.find("\n" + std::string{text.substr(0, 3)} + ",") == std::string_view::npos)
        return "personal_id_province";
    const int century = 1900 + 100 * ((text[3] - '0') / 2);
    const int year = century + 10 * (text[4] - '0') + (text[5] - '0');
    if (year > static_cast<int>(today)) return "personal_id_birth_year";
    return {};
}

} // namespace programme
