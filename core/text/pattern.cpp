#include "core/text/pattern.hpp"

#include <unicode/regex.h>
#include <unicode/unistr.h>

namespace nscl::text {

namespace {

/// In steps of ICU's engine, roughly milliseconds.
constexpr std::int32_t time_limit = 100;
constexpr std::int32_t stack_limit = 1 << 20; // bytes

icu::UnicodeString utf16(std::string_view utf8)
{
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

} // namespace

struct pattern::compiled {
    std::unique_ptr<icu::RegexPattern> expression;
};

pattern::pattern(std::unique_ptr<compiled> expression) : compiled_(std::move(expression)) {}

pattern::~pattern() = default;

std::shared_ptr<const pattern> pattern::compile(std::string_view expression)
{
    UErrorCode status = U_ZERO_ERROR;
    UParseError where{};
    auto made = std::make_unique<compiled>();
    made->expression.reset(icu::RegexPattern::compile(utf16(expression), where, status));
    if (U_FAILURE(status)) return nullptr;
    return std::shared_ptr<const pattern>(new pattern(std::move(made)));
}

bool pattern::matches(std::string_view utf8) const
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString subject = utf16(utf8); // outlives the matcher, which only refers to it
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->expression->matcher(subject, status));
    if (U_FAILURE(status)) return false;
    matcher->setTimeLimit(time_limit, status);
    matcher->setStackLimit(stack_limit, status);
    const bool whole = matcher->matches(status);
    return U_SUCCESS(status) && whole;
}

} // namespace nscl::text
