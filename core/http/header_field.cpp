#include "core/http/header_field.hpp"

#include "core/platform/byte_set.hpp"

namespace nscl::http {

using platform::byte_set;

namespace {

constexpr byte_set of_tokens{[](char c) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
}};
constexpr byte_set of_values{[](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\t';
}};

} // namespace

bool is_token(std::string_view text)
{
    return !text.empty() && of_tokens.has_all(text);
}

bool is_field_value(std::string_view text)
{
    return of_values.has_all(text);
}

} // namespace nscl::http
