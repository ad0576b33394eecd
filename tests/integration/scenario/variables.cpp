#include "tests/integration/scenario/variables.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

/// The name in braces at `begin`, or "" when something else stands there.
std::string_view name_at(std::string_view text, std::size_t begin)
{
    const std::size_t end = text.find('}', begin);
    if (end == std::string_view::npos) return {};
    const auto name = text.substr(begin + 1, end - begin - 1);
    const auto may_stand_in_a_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return std::ranges::all_of(name, may_stand_in_a_name) && !name.empty() && name[0] >= 'a' ? name
                                                                                             : std::string_view{};
}

} // namespace

const json::value& variables::at(std::string_view name) const
{
    const auto found = values_.find(name);
    if (found == values_.end()) throw std::runtime_error("no step has saved {" + std::string{name} + "}");
    return found->second;
}

std::string variables::fill(std::string_view text) const
{
    std::string filled;
    for (std::size_t i = 0; i < text.size();) {
        const auto name = text[i] == '{' ? name_at(text, i) : std::string_view{};
        if (name.empty()) {
            filled += text[i++];
            continue;
        }
        const json::value& value = at(name);
        const auto* as_text = value.if_string();
        filled += as_text != nullptr ? std::string{as_text->data(), as_text->size()} : json::serialize(value);
        i += name.size() + 2;
    }
    return filled;
}

json::value variables::fill(const json::value& value) const
{
    if (const auto* text = value.if_string()) {
        const std::string_view whole{text->data(), text->size()};
        const auto name = whole.starts_with('{') ? name_at(whole, 0) : std::string_view{};
        if (!name.empty() && name.size() + 2 == whole.size()) return at(name);
        return json::string{fill(whole)};
    }
    if (const auto* elements = value.if_array()) {
        json::array filled;
        for (const auto& element : *elements) filled.push_back(fill(element));
        return filled;
    }
    if (const auto* members = value.if_object()) {
        json::object filled;
        for (const auto& [name, member] : *members) filled[fill(std::string_view{name})] = fill(member);
        return filled;
    }
    return value;
}

} // namespace nscl::tests
