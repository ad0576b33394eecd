#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace nscl::platform {

/// The bytes of which something holds, found out when the program is compiled: for what is asked of every character that goes in or out.
class byte_set {
public:
    template <class Property>
    consteval explicit byte_set(Property holds)
    {
        for (std::size_t byte = 0; byte < has_.size(); ++byte) has_[byte] = holds(static_cast<char>(byte));
    }

    constexpr bool has(char byte) const { return has_[static_cast<unsigned char>(byte)]; }

    /// How many bytes at the text's front are of the set.
    constexpr std::size_t leading(std::string_view text) const
    {
        std::size_t count = 0;
        while (count < text.size() && has(text[count])) ++count;
        return count;
    }

    constexpr bool has_all(std::string_view text) const { return leading(text) == text.size(); }

private:
    std::array<bool, 256> has_{};
};

} // namespace nscl::platform
