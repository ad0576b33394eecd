#include "tests/integration/scenario/json_match.hpp"

#include <boost/json.hpp>

#include <regex>
#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

std::string short_text(const json::value& value)
{
    std::string text = json::serialize(value);
    if (text.size() > 300) text = text.substr(0, 300) + "...";
    return text;
}

std::string differs(const std::string& pointer, const std::string& wanted, const json::value& actual)
{
    return (pointer.empty() ? std::string{"the answer"} : pointer) + ": expected " + wanted + ", got " +
           short_text(actual);
}

bool is_matcher(const json::object& expected)
{
    return !expected.empty() && expected.begin()->key().starts_with('$');
}

std::string match_word(std::string_view word, const json::value& actual, const std::string& pointer)
{
    const bool fits = word == "$any"       ? !actual.is_null()
                      : word == "$text"    ? actual.is_string()
                      : word == "$integer" ? actual.is_int64() || actual.is_uint64()
                      : word == "$list"    ? actual.is_array()
                      : word == "$object"  ? actual.is_object()
                                           : throw std::runtime_error("no such pattern: " + std::string{word});
    return fits ? "" : differs(pointer, std::string{word}, actual);
}

std::string match_members(const json::object& expected, const json::value& actual, const std::string& pointer)
{
    const auto* members = actual.if_object();
    if (members == nullptr) return differs(pointer, "an object", actual);
    for (const auto& [name, pattern] : expected) {
        const std::string below = pointer + "/" + std::string{name};
        const auto* member = members->if_contains(name);
        const bool must_be_absent = pattern == "$absent";
        if (must_be_absent && member != nullptr) return differs(below, "nothing", *member);
        if (must_be_absent) continue;
        if (member == nullptr) return differs(below, short_text(pattern) + " in", actual);
        if (auto wrong = mismatch(pattern, *member, below); !wrong.empty()) return wrong;
    }
    return {};
}

/// Every pattern matches an element of its own, in this order; elements between them are passed over.
std::string match_in_order(const json::array& expected, const json::value& actual, const std::string& pointer)
{
    const auto* elements = actual.if_array();
    if (elements == nullptr) return differs(pointer, "a list", actual);
    if (expected.size() == 1 && elements->size() == 1) return mismatch(expected[0], (*elements)[0], pointer + "/0");
    std::size_t next = 0;
    for (const auto& pattern : expected) {
        bool found = false;
        while (next < elements->size() && !found) found = mismatch(pattern, (*elements)[next++], pointer).empty();
        if (!found) return differs(pointer, "in this order " + short_text(expected), actual);
    }
    return {};
}

std::string match_exactly(const json::value& expected, const json::value& actual, const std::string& pointer)
{
    const auto* patterns = expected.if_array();
    if (patterns == nullptr)
        return expected == actual ? "" : differs(pointer, "exactly " + short_text(expected), actual);
    const auto* elements = actual.if_array();
    if (elements == nullptr || elements->size() != patterns->size())
        return differs(pointer, "exactly " + short_text(expected), actual);
    for (std::size_t i = 0; i < patterns->size(); ++i)
        if (auto wrong = mismatch((*patterns)[i], (*elements)[i], pointer + "/" + std::to_string(i)); !wrong.empty())
            return wrong;
    return {};
}

std::string match_each(const json::value& pattern, const json::value& actual, const std::string& pointer)
{
    const auto* elements = actual.if_array();
    if (elements == nullptr) return differs(pointer, "a list", actual);
    for (std::size_t i = 0; i < elements->size(); ++i)
        if (auto wrong = mismatch(pattern, (*elements)[i], pointer + "/" + std::to_string(i)); !wrong.empty())
            return wrong;
    return {};
}

std::string match_text(std::string_view how, std::string_view wanted, const json::value& actual,
                       const std::string& pointer)
{
    const auto* text = actual.if_string();
    if (text == nullptr) return differs(pointer, "a text", actual);
    const std::string found{text->data(), text->size()};
    const bool fits = how == "$regex" ? std::regex_search(found, std::regex{std::string{wanted}})
                                      : found.find(wanted) != std::string::npos;
    return fits ? "" : differs(pointer, std::string{how} + " " + std::string{wanted}, actual);
}

std::string match_by(std::string_view how, const json::value& with, const json::value& actual,
                     const std::string& pointer)
{
    if (how == "$exact") return match_exactly(with, actual, pointer);
    if (how == "$each") return match_each(with, actual, pointer);
    if (how == "$regex" || how == "$contains") return match_text(how, with.as_string(), actual, pointer);
    if (how == "$not")
        return mismatch(with, actual, pointer).empty() ? differs(pointer, "not " + short_text(with), actual) : "";
    if (how == "$has") return match_in_order(with.as_array(), actual, pointer);
    if (how == "$length") {
        const auto* elements = actual.if_array();
        const bool fits = elements != nullptr && elements->size() == with.to_number<std::size_t>();
        return fits ? "" : differs(pointer, "a list of " + short_text(with), actual);
    }
    throw std::runtime_error("no such pattern: " + std::string{how});
}

std::string match_all(const json::object& matchers, const json::value& actual, const std::string& pointer)
{
    for (const auto& [how, with] : matchers)
        if (auto wrong = match_by(how, with, actual, pointer); !wrong.empty()) return wrong;
    return {};
}

} // namespace

std::string mismatch(const json::value& expected, const json::value& actual, const std::string& pointer)
{
    if (const auto* members = expected.if_object())
        return is_matcher(*members) ? match_all(*members, actual, pointer) : match_members(*members, actual, pointer);
    if (const auto* patterns = expected.if_array()) return match_in_order(*patterns, actual, pointer);
    if (const auto* text = expected.if_string(); text != nullptr && text->starts_with('$'))
        return match_word(*text, actual, pointer);
    return expected == actual ? "" : differs(pointer, short_text(expected), actual);
}

} // namespace nscl::tests
