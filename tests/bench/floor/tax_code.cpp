#include "tests/bench/floor/tax_code.hpp"

namespace nscl::bench {

namespace {

/// The tenth digit; 10 for numbers that have none and are not issued.
std::int64_t check_digit(std::int64_t nine)
{
    std::int64_t sum = 0;
    for (const int weight : {3, 5, 7, 13, 17, 19, 23, 29, 31}) {
        sum += weight * (nine % 10);
        nine /= 10;
    }
    return 10 - sum % 11;
}

} // namespace

std::int64_t tax_code(std::int64_t number)
{
    std::int64_t nine = (50'000'000 + number % 40'000'000) * 10 + 1;
    if (check_digit(nine) == 10) ++nine; // which has one then
    return nine * 10 + check_digit(nine);
}

} // namespace nscl::bench
