#pragma once

#include <nscl/abi/base.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// A text in both languages that the server speaks.
struct texts {
    std::string vi;
    std::string en;
};

inline texts both(std::string_view vi, std::string_view en)
{
    return {std::string{vi}, std::string{en}};
}

/// The contract's text as a view; as borrowed as the text is.
inline std::string_view view(const nscl_text& text)
{
    return text.data == nullptr ? std::string_view{} : std::string_view{text.data, static_cast<std::size_t>(text.size)};
}

/// A view as the contract's text.
inline nscl_text borrow(std::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace nscl::sdk
