#pragma once

#include <nscl/sdk/value.hpp>

#include <cstdio>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

class json_object;
class json_array;

/// One JSON value, ready written. Decimals, dates and timestamps become strings; numbers are integers.
class json {
public:
    json(std::nullptr_t) : text_{"null"} {}
    template <std::same_as<bool> T>
    json(T truth) : text_{truth ? "true" : "false"}
    {
    }
    template <std::integral T>
        requires(!std::same_as<T, bool> && !std::same_as<T, char>)
    json(T number) : text_{std::to_string(number)}
    {
    }
    json(const decimal& number) : text_{quoted(number.to_text())} {}
    json(std::string_view text) : text_{quoted(text)} {}
    json(const std::string& text) : text_{quoted(text)} {}
    json(const char* text) : text_{quoted(text)} {}
    json(date day) : text_{quoted(to_text(day))} {}
    json(timestamp instant) : text_{quoted(to_text(instant))} {}
    json(json_text written) : text_{std::move(written.text)} {}
    template <class T>
        requires std::convertible_to<T, json>
    json(const std::optional<T>& maybe) : text_{maybe ? json{*maybe}.text_ : "null"}
    {
    }
    json(const texts& both);
    json(const json_object& object);
    json(const json_array& array);

    const std::string& text() const { return text_; }

    /// A JSON string with its quotes. Bytes above 0x7f are copied: the input is UTF-8.
    static std::string quoted(std::string_view text);

private:
    std::string text_;
};

/// `json_object().set("count", 3).set("name", name).text()`. Members keep their order; setting one again replaces it.
class json_object {
public:
    json_object& set(std::string_view name, const json& is)
    {
        for (auto& [known, text] : members_) {
            if (known == name) {
                text = is.text();
                return *this;
            }
        }
        members_.emplace_back(std::string{name}, is.text());
        return *this;
    }

    std::string text() const
    {
        std::string result = "{";
        for (const auto& [name, text] : members_) {
            if (result.size() > 1) result += ',';
            result += json::quoted(name);
            result += ':';
            result += text;
        }
        return result += '}';
    }

private:
    std::vector<std::pair<std::string, std::string>> members_;
};

/// `json_array().add(1).add("two").text()`.
class json_array {
public:
    json_array() = default;
    json_array(std::initializer_list<json> items)
    {
        for (const json& item : items) add(item);
    }

    json_array& add(const json& item)
    {
        if (!items_.empty()) items_ += ',';
        items_ += item.text();
        return *this;
    }

    bool empty() const { return items_.empty(); }
    std::string text() const { return "[" + items_ + "]"; }

private:
    std::string items_;
};

inline json::json(const json_object& object) : text_{object.text()} {}

inline json::json(const json_array& array) : text_{array.text()} {}

inline json::json(const texts& both) : json{json_object{}.set("vi", both.vi).set("en", both.en)} {}

inline std::string json::quoted(std::string_view text)
{
    std::string result;
    result.reserve(text.size() + 2);
    result += '"';
    for (const char c : text) {
        switch (c) {
        case '"': result += "\\\""; break;
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                result += escape;
            } else {
                result += c;
            }
        }
    }
    return result += '"';
}

} // namespace nscl::sdk
