#pragma once

#include <string_view>

/// What headers that are lists are taken apart with (RFC 9110, 5.6).
namespace console {

/// The part before `separator`, without blanks around it; it is taken off `rest` with the separator.
std::string_view cut_off(std::string_view& rest, char separator);

/// Whether these are the same ASCII words, whatever the case of their letters.
bool same_word(std::string_view one, std::string_view other);

} // namespace console
