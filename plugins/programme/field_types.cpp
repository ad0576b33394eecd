#include "identity.hpp"
#include "parts.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

/// Digits only. 10 or 13 are a tax code; 12 a personal identifier, which stands for a household's tax code. What kind of
/// organization may use which is the organization's rule.
value accept_tax_code(std::string_view given, problems& found)
{
    std::string digits;
    for (const char c : given) {
        if (c != ' ' && c != '.') digits += c;
    }
    if (digits.size() == 12 && digits.find_first_not_of("0123456789") == std::string::npos) {
        const auto this_year =
            std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())}.year();
        const auto problem = personal_id_problem(digits, catalogue("personal_id_provinces.csv"), this_year);
        if (!problem.empty()) found.add(problem);
        return digits;
    }
    const auto read = read_tax_code(given);
    if (!read.code) {
        found.add(read.problem);
        return {};
    }
    return read.code->digits();
}

} // namespace

void declare_field_types(plugin& plugin)
{
    plugin.field_type("tax_code", "text", "Mã số thuế", "Tax code", accept_tax_code).at_most(20);
}

} // namespace programme
