#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace nscl::text {

/// A compiled regular expression. Immutable, so any thread may match with it.
class pattern {
public:
    /// Compiles an expression (ECMAScript as ICU understands it); null when it is malformed. `expression` must be
    /// well-formed UTF-8.
    static std::shared_ptr<const pattern> compile(std::string_view expression);

    ~pattern();
    pattern(const pattern&) = delete;
    pattern& operator=(const pattern&) = delete;

    /// True when the whole of `utf8` matches. False too when the search for a match exceeds its limits of time and memory: an
    /// expression that explodes on a value does not accept it.
    bool matches(std::string_view utf8) const;

private:
    struct compiled;
    explicit pattern(std::unique_ptr<compiled> expression);

    std::unique_ptr<compiled> compiled_;
};

} // namespace nscl::text
