#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Unicode as the whole server uses it. Only this room touches ICU.
namespace nscl::text {

/// Canonical composition (NFC). `utf8` must be well-formed.
std::string nfc(std::string_view utf8);

/// The search form: marks stripped, đ -> d, lower case; "Hòa", "hoà" and "HOA" meet.
std::string fold(std::string_view utf8);

/// The folded words of a text, each once, in order; letters and digits make words. Words are cut at 40 bytes.
std::vector<std::string> words(std::string_view utf8);

/// Vietnamese collation key (Đ after D, tones after letters), cut at 64 bytes: bytewise order is the order of
/// the texts, ties are possible. Contains no zero byte.
std::string sort_key(std::string_view utf8);

/// Version of the collator behind sort_key; stored keys are rebuilt when it changes.
std::string collator_version();

} // namespace nscl::text
