#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace nscl::settings {

/// A value as the settings file or the environment gives it, and the words for what is wrong with it. Every
/// reading function throws std::runtime_error that begins with the place ("nscl.toml:12: ...").
class given_value {
public:
    using content = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

    /// From a file: `where` is "nscl.toml:12"; relative paths start at `folder`.
    given_value(std::string where, std::string name, content value, std::filesystem::path folder);
    /// From the environment: `where` is the variable's name; numbers are read from its text.
    given_value(std::string variable, std::string name, std::string text);

    const std::string& text() const;

    template <class Integer>
    Integer integer(Integer least, Integer most) const
    {
        return static_cast<Integer>(whole_number(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
    }

    /// A number of bytes: 4096, "64 KiB", "20 MiB".
    std::size_t bytes(std::size_t least, std::size_t most) const;

    /// A length of time with its unit: "500ms", "30s", "15m", "12h", "2d".
    template <class Duration>
    Duration duration(std::type_identity_t<Duration> least, std::type_identity_t<Duration> most) const
    {
        using std::chrono::milliseconds;
        const milliseconds read = length_of_time(least, most, milliseconds{Duration{1}});
        return std::chrono::duration_cast<Duration>(read);
    }

    /// An array of texts, or in the environment one text with `separator` between them.
    std::vector<std::string> texts(char separator) const;

    /// An array of paths; in the environment with ':' between them. Relative ones start at the file's folder.
    std::vector<std::filesystem::path> paths() const;
    std::filesystem::path path() const;

    [[noreturn]] void refuse(std::string_view what_to_do) const;

private:
    std::int64_t whole_number(std::int64_t least, std::int64_t most) const;
    std::chrono::milliseconds length_of_time(std::chrono::milliseconds least, std::chrono::milliseconds most,
                                             std::chrono::milliseconds step) const;

    std::string where_;
    std::string name_;
    content value_;
    std::filesystem::path folder_;
    enum class source : std::uint8_t { file, environment } source_;
};

} // namespace nscl::settings
