#include "core/text/unicode.hpp"

#include "core/platform/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <stdexcept>
#include <unordered_set>

namespace nscl::text {

namespace {

constexpr std::size_t longest_word = 40;

icu::UnicodeString decomposed(const icu::UnicodeString& text)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString result = U_SUCCESS(status) ? normalizer->normalize(text, status) : text;
    if (U_FAILURE(status)) throw std::runtime_error(std::string{"ICU gives no NFD: "} + u_errorName(status));
    return result;
}

bool is_mark(UChar32 point)
{
    return (U_GET_GC_MASK(point) & U_GC_M_MASK) != 0;
}

/// The search form of one code point. No step looks at neighbours, so a text folds point by point.
std::string folded(UChar32 point)
{
    icu::UnicodeString text = decomposed(icu::UnicodeString{point});
    text.foldCase();
    text = decomposed(text);

    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 part = text.char32At(at);
        if (is_mark(part)) continue;
        kept.append(part == 0x0111 ? UChar32{'d'} : part); // đ has no decomposition
    }
    std::string result;
    kept.toUTF8String(result);
    return result;
}

/// Everything below U+2000, Vietnamese with its precomposed letters (U+1EA0 to U+1EF9) included, is folded once.
constexpr char32_t table_size = 0x2000;
using fold_table = std::array<std::string, table_size>;

const fold_table& folds()
{
    static const auto* const table = [] {
        auto* const made = new fold_table;
        for (char32_t point = 0; point < table_size; ++point) (*made)[point] = folded(static_cast<UChar32>(point));
        return made;
    }();
    return *table;
}

/// The first bytes of a word, whole characters only.
std::string_view cut(std::string_view word)
{
    if (word.size() <= longest_word) return word;
    std::size_t end = longest_word;
    while ((static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80) --end;
    return word.substr(0, end);
}

} // namespace

std::string fold(std::string_view utf8)
{
    const fold_table& table = folds();
    std::string result;
    result.reserve(utf8.size());
    while (!utf8.empty()) {
        const auto next = platform::first_code_point(utf8);
        if (next.length == 0) { // not text: nothing to find it by
            utf8.remove_prefix(1);
            continue;
        }
        if (next.value < table_size) {
            result += table[next.value];
        } else {
            result += folded(static_cast<UChar32>(next.value));
        }
        utf8.remove_prefix(next.length);
    }
    return result;
}

std::vector<std::string> words(std::string_view utf8)
{
    const std::string text = fold(utf8);
    std::vector<std::string> result;
    std::unordered_set<std::string_view> seen; // views into `text`
    const auto take = [&](std::string_view word) {
        word = cut(word);
        if (!word.empty() && seen.insert(word).second) result.emplace_back(word);
    };

    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto next = platform::first_code_point(std::string_view{text}.substr(at));
        if (u_isalnum(static_cast<UChar32>(next.value)) == 0) {
            take(std::string_view{text}.substr(start, at - start));
            start = at + next.length;
        }
        at += next.length;
    }
    take(std::string_view{text}.substr(start));
    return result;
}

} // namespace nscl::text
