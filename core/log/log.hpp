#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

/// One structured line (JSON) per event on standard error. Only this room touches spdlog.
namespace nscl::log {

enum class level { debug, info, warning, error };

/// A named value of a line.
struct field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double> value;

    field(std::string_view n, std::string_view v) : name(n), value(v) {}
    field(std::string_view n, const char* v) : name(n), value(std::string_view{v}) {}
    field(std::string_view n, const std::string& v) : name(n), value(std::string_view{v}) {}
    template <class Integer>
        requires std::is_integral_v<Integer>
    field(std::string_view n, Integer v) : name(n), value(static_cast<std::int64_t>(v))
    {
    }
    field(std::string_view n, double v) : name(n), value(v) {}
};

/// Sets the least level that is written: "debug", "info", "warning" or "error". Throws std::invalid_argument.
void set_level(std::string_view least);

/// Writes {"at":...,"level":...,"event":...,fields}. Thread-safe, never throws. No secrets, no personal values.
void write(level severity, std::string_view event, std::initializer_list<field> fields = {}) noexcept;

/// Writes what still waits: lines of a busy moment leave together, some milliseconds later. Thread-safe.
void flush() noexcept;

inline void debug(std::string_view event, std::initializer_list<field> fields = {}) noexcept
{
    write(level::debug, event, fields);
}
inline void info(std::string_view event, std::initializer_list<field> fields = {}) noexcept
{
    write(level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<field> fields = {}) noexcept
{
    write(level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<field> fields = {}) noexcept
{
    write(level::error, event, fields);
}

} // namespace nscl::log
