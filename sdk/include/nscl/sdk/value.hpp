#pragma once

#include <nscl/abi/base.h>
#include <nscl/sdk/calendar.hpp>
#include <nscl/sdk/decimal.hpp>
#include <nscl/sdk/text.hpp>

#include <concepts>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace nscl::sdk {

/// One JSON document, as text.
struct json_text {
    std::string text;
    friend bool operator==(const json_text&, const json_text&) = default;
};

/// Arbitrary bytes.
struct bytes {
    std::string data;
    friend bool operator==(const bytes&, const bytes&) = default;
};

/// A value that plugin code hands over: to a field, a query, a message. It owns what it holds. A reference is the
/// other record's id, a multi-reference a list of them, money an integer of VND, an enumeration its code.
class value {
public:
    using list = std::vector<value>;
    using content = std::variant<std::monostate, bool, std::int64_t, double, decimal, std::string, bytes, date,
                                 timestamp, json_text, list>;

    value() = default;
    value(std::nullptr_t) {}
    value(std::nullopt_t) {}
    template <std::same_as<bool> T>
    value(T truth) : content_{truth}
    {
    }
    template <std::integral T>
        requires(!std::same_as<T, bool> && !std::same_as<T, char>)
    value(T number) : content_{static_cast<std::int64_t>(number)}
    {
        static_assert(sizeof(T) < 8 || std::signed_integral<T>, "numbers are 64-bit signed integers");
    }
    value(double number) : content_{number} {}
    value(decimal number) : content_{number} {}
    value(const char* text) : content_{std::string{text}} {}
    value(std::string_view text) : content_{std::string{text}} {}
    value(std::string text) : content_{std::move(text)} {}
    value(bytes data) : content_{std::move(data)} {}
    value(date day) : content_{day} {}
    value(timestamp instant) : content_{instant} {}
    value(json_text document) : content_{std::move(document)} {}
    value(list items) : content_{std::move(items)} {}
    template <class T>
        requires std::convertible_to<T, value>
    value(const std::optional<T>& maybe)
    {
        if (maybe) *this = value{*maybe};
    }
    template <class T>
        requires(std::convertible_to<T, value> && !std::same_as<T, value>)
    value(const std::vector<T>& items) : content_{list(items.begin(), items.end())}
    {
    }

    const content& get() const { return content_; }
    bool is_null() const { return std::holds_alternative<std::monostate>(content_); }

    friend bool operator==(const value&, const value&) = default;

private:
    content content_;
};

/// A field and the value it shall have, or a parameter and its value.
struct named_value {
    std::string name;
    value is;
};

/// `{{"title", "Kaizen"}, {"cost", 5'000'000}}`.
using values = std::vector<named_value>;

/// A value as a person reads it in a message: 12.5, 2026-01-31, text as it is; empty when null.
std::string to_text(const value& given);

namespace detail {

/// Values in the contract's form. Borrows from the values it was given; the array is as stable as this object.
class borrowed_values {
public:
    borrowed_values() = default;
    borrowed_values(const borrowed_values&) = delete;
    borrowed_values& operator=(const borrowed_values&) = delete;

    explicit borrowed_values(const value::list& given)
    {
        array_.reserve(given.size());
        for (const value& one : given) array_.push_back(converted(one));
    }
    explicit borrowed_values(const value& given) { array_.push_back(converted(given)); }
    explicit borrowed_values(const values& given)
    {
        array_.reserve(given.size());
        for (const named_value& one : given) array_.push_back(converted(one.is));
    }

    const nscl_value* data() const { return array_.data(); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(array_.size()); }

private:
    nscl_value converted(const value& given);

    std::vector<nscl_value> array_;
    std::deque<std::vector<nscl_value>> lists_;
};

inline nscl_value whole(std::int64_t number, std::uint8_t tag, std::uint8_t scale = 0)
{
    nscl_value result{};
    result.as.integer = number;
    result.tag = tag;
    result.scale = scale;
    return result;
}

inline nscl_value letters(std::string_view text, std::uint8_t tag)
{
    nscl_value result{};
    result.as.text = text.data();
    result.length = static_cast<std::uint32_t>(text.size());
    result.tag = tag;
    return result;
}

inline nscl_value borrowed_values::converted(const value& given)
{
    struct visitor {
        borrowed_values& self;
        nscl_value operator()(std::monostate) const { return nscl_value{}; }
        nscl_value operator()(bool truth) const { return whole(truth ? 1 : 0, NSCL_BOOLEAN); }
        nscl_value operator()(std::int64_t number) const { return whole(number, NSCL_INTEGER); }
        nscl_value operator()(double number) const
        {
            nscl_value result{};
            result.as.real = number;
            result.tag = NSCL_REAL;
            return result;
        }
        nscl_value operator()(const decimal& number) const { return whole(number.units, NSCL_DECIMAL, number.scale); }
        nscl_value operator()(const std::string& text) const { return letters(text, NSCL_TEXT); }
        nscl_value operator()(const bytes& some) const { return letters(some.data, NSCL_BYTES); }
        nscl_value operator()(date day) const { return whole(day.time_since_epoch().count(), NSCL_DATE); }
        nscl_value operator()(timestamp instant) const
        {
            return whole(instant.time_since_epoch().count(), NSCL_TIMESTAMP);
        }
        nscl_value operator()(const json_text& document) const { return letters(document.text, NSCL_JSON); }
        nscl_value operator()(const value::list& items) const
        {
            std::vector<nscl_value> converted;
            converted.reserve(items.size());
            for (const value& item : items) converted.push_back(self.converted(item));
            self.lists_.push_back(std::move(converted));
            nscl_value result{};
            result.as.list = self.lists_.back().data();
            result.length = static_cast<std::uint32_t>(self.lists_.back().size());
            result.tag = NSCL_LIST;
            return result;
        }
    };
    return std::visit(visitor{*this}, given.get());
}

} // namespace detail

inline std::string to_text(const value& given)
{
    struct visitor {
        std::string operator()(std::monostate) const { return {}; }
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return std::to_string(number); }
        std::string operator()(const decimal& number) const { return number.to_text(); }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const bytes& some) const { return std::to_string(some.data.size()) + " bytes"; }
        std::string operator()(date day) const { return to_text(day); }
        std::string operator()(timestamp instant) const { return to_text(instant); }
        std::string operator()(const json_text& document) const { return document.text; }
        std::string operator()(const value::list& items) const
        {
            std::string result;
            for (const value& item : items) result += (result.empty() ? "" : ", ") + to_text(item);
            return result;
        }
    };
    return std::visit(visitor{}, given.get());
}

} // namespace nscl::sdk
