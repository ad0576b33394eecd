#pragma once

#include <span>
#include <string_view>

namespace nscl::messages {

/// A code of the server itself and its text in both languages; `{name}` stands for a parameter.
struct host_message {
    std::string_view code;
    std::string_view vi;
    std::string_view en;
};

/// All of them, each code once; static lifetime.
std::span<const host_message> host_messages();

} // namespace nscl::messages
