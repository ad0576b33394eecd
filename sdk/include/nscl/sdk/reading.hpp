#pragma once

#include <nscl/abi/base.h>
#include <nscl/sdk/error.hpp>
#include <nscl/sdk/value.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace nscl::sdk {
namespace detail {

[[noreturn]] inline void wrong_type(std::uint8_t tag)
{
    throw error{NSCL_MISUSE, "wrong_type", {}, "a value of tag " + std::to_string(tag) + " was read as another type"};
}

inline std::string_view letters_of(const nscl_value& raw)
{
    return raw.length == 0 ? std::string_view{} : std::string_view{raw.as.text, raw.length};
}

template <class T>
inline constexpr bool readable = false;

/// The content of a value that is not null. Throws NSCL_MISUSE when it holds another type.
template <class T>
T content(const nscl_value& raw)
{
    if constexpr (std::same_as<T, bool>) {
        if (raw.tag == NSCL_BOOLEAN || raw.tag == NSCL_INTEGER) return raw.as.integer != 0;
    } else if constexpr (std::integral<T>) {
        if (raw.tag == NSCL_INTEGER && std::in_range<T>(raw.as.integer)) return static_cast<T>(raw.as.integer);
    } else if constexpr (std::same_as<T, double>) {
        if (raw.tag == NSCL_REAL) return raw.as.real;
    } else if constexpr (std::same_as<T, decimal>) {
        if (raw.tag == NSCL_DECIMAL || raw.tag == NSCL_INTEGER) return decimal{raw.as.integer, raw.scale};
    } else if constexpr (std::same_as<T, std::string_view> || std::same_as<T, std::string>) {
        if (raw.tag == NSCL_TEXT || raw.tag == NSCL_JSON) return T{letters_of(raw)};
    } else if constexpr (std::same_as<T, bytes>) {
        if (raw.tag == NSCL_BYTES || raw.tag == NSCL_TEXT) return bytes{std::string{letters_of(raw)}};
    } else if constexpr (std::same_as<T, json_text>) {
        if (raw.tag == NSCL_JSON || raw.tag == NSCL_TEXT) return json_text{std::string{letters_of(raw)}};
    } else if constexpr (std::same_as<T, date>) {
        if (raw.tag == NSCL_DATE) return date{std::chrono::days{raw.as.integer}};
    } else if constexpr (std::same_as<T, timestamp>) {
        if (raw.tag == NSCL_TIMESTAMP) return timestamp{std::chrono::microseconds{raw.as.integer}};
    } else if constexpr (std::same_as<T, std::vector<std::int64_t>>) {
        if (raw.tag == NSCL_LIST) {
            std::vector<std::int64_t> items;
            items.reserve(raw.length);
            for (std::uint32_t i = 0; i < raw.length; ++i) items.push_back(content<std::int64_t>(raw.as.list[i]));
            return items;
        }
    } else {
        static_assert(readable<T>, "values are bool, integers, double, decimal, string, string_view, bytes, date, "
                                   "timestamp, json_text or vector<int64_t>");
    }
    wrong_type(raw.tag);
}

} // namespace detail

/// A value that the host shows; borrowed until the callback returns. Copy what you keep.
class value_view {
public:
    explicit value_view(const nscl_value& raw) : raw_{raw} {}

    bool is_null() const { return raw_.tag == NSCL_NULL; }

    /// The content, or nothing when it is null. Throws NSCL_MISUSE when it holds another type.
    template <class T>
    std::optional<T> as() const
    {
        if (is_null()) return std::nullopt;
        return detail::content<T>(raw_);
    }

    /// NSCL_TEXT, NSCL_DATE, ...
    std::uint8_t tag() const { return raw_.tag; }

private:
    nscl_value raw_;
};

} // namespace nscl::sdk
