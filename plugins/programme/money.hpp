#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

/// Amounts in VND, as they stand in records. Pure.
namespace programme {

/// More than any budget this system will see, and few enough that thousands of such amounts still add up within 64 bits.
constexpr std::int64_t most_vnd = 1'000'000'000'000'000;

/// The amount of a record's field; 0 where there is none.
template <class Record>
std::int64_t amount(const Record& of, std::string_view field)
{
    return of.template get<std::int64_t>(field).value_or(0);
}

/// The sum, or nothing when it leaves 64 bits. Guards see amounts before the host checks their range.
inline std::optional<std::int64_t> checked_sum(std::initializer_list<std::int64_t> amounts)
{
    std::int64_t sum = 0;
    for (const auto each : amounts) {
        if (__builtin_add_overflow(sum, each, &sum)) return std::nullopt;
    }
    return sum;
}

} // namespace programme
