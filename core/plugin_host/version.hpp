#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::plugin_host {

/// A plugin's version: three numbers.
struct version {
    std::uint32_t major_number = 0;
    std::uint32_t minor_number = 0;
    std::uint32_t patch_number = 0;

    auto operator<=>(const version&) const = default;
};

/// "1.2.3"; nothing for any other form.
std::optional<version> parse_version(std::string_view text);

std::string to_text(const version& of);

/// Comparisons that must all hold: ">=0.1 <1".
class version_range {
public:
    /// Comparisons `>= > <= < =` and one to three numbers, joined by spaces; absent numbers are 0. Nothing for any other form.
    static std::optional<version_range> parse(std::string_view text);

    bool holds(const version& candidate) const;

    /// As it was written.
    const std::string& text() const { return text_; }

private:
    enum class comparison { at_least, above, at_most, below, equal };
    struct bound {
        comparison how = comparison::equal;
        version limit;
    };
    static std::optional<bound> parse_bound(std::string_view text);

    std::string text_;
    std::vector<bound> bounds_;
};

} // namespace nscl::plugin_host
