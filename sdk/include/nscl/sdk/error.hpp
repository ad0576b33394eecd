#pragma once

#include <nscl/abi/base.h>
#include <nscl/sdk/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace nscl::sdk {

/// Why something did not happen: what the host answered, or what plugin code throws to end a callback. Caught at the
/// edge of the plugin and handed over as a status; it never crosses.
class error : public std::exception {
public:
    error(std::int32_t status, std::string code, values parameters = {}, std::string detail = {})
        : status_{status}, code_{std::move(code)}, parameters_{std::move(parameters)}, detail_{std::move(detail)}
    {
    }

    /// NSCL_REFUSED, NSCL_NOT_FOUND, ...
    std::int32_t status() const { return status_; }
    /// Stable, snake_case: a message declared by some plugin, or one of the host's own.
    const std::string& code() const { return code_; }
    /// The field it is about; empty when it is about the whole.
    const std::string& field() const { return field_; }
    const values& parameters() const { return parameters_; }
    /// For the log; never shown to a client.
    const std::string& detail() const { return detail_; }
    const char* what() const noexcept override { return detail_.empty() ? code_.c_str() : detail_.c_str(); }

    error& at(std::string field)
    {
        field_ = std::move(field);
        return *this;
    }

private:
    std::int32_t status_;
    std::string code_;
    std::string field_;
    values parameters_;
    std::string detail_;
};

/// The input breaks a rule: 422 with the message of `code`. `throw refused("too_late", {{"limit", 5}})`.
class refused : public error {
public:
    explicit refused(std::string code, values parameters = {})
        : error{NSCL_REFUSED, std::move(code), std::move(parameters)}
    {
    }
};

/// No such thing, or not the caller's to know of: 404.
class not_found : public error {
public:
    explicit not_found(std::string code = "not_found", values parameters = {})
        : error{NSCL_NOT_FOUND, std::move(code), std::move(parameters)}
    {
    }
};

/// The caller's grants do not cover it: 403.
class forbidden : public error {
public:
    explicit forbidden(std::string code = "forbidden", values parameters = {})
        : error{NSCL_FORBIDDEN, std::move(code), std::move(parameters)}
    {
    }
};

/// It clashes with what is there already: 409.
class conflict : public error {
public:
    explicit conflict(std::string code, values parameters = {})
        : error{NSCL_CONFLICT, std::move(code), std::move(parameters)}
    {
    }
};

namespace detail {

/// The transaction lost a race. Unwinds to the trampoline, which tells the host to run it again. No std::exception, so
/// that `catch (const std::exception&)` in plugin code does not swallow it.
struct lost_race {};

/// Copies what fits, at a character's boundary, and terminates it.
template <std::size_t Capacity>
void copy_text(char (&target)[Capacity], std::string_view text)
{
    std::size_t length = text.size() < Capacity ? text.size() : Capacity - 1;
    if (length < text.size()) {
        while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0u) == 0x80u) --length;
    }
    std::memcpy(target, text.data(), length);
    target[length] = '\0';
}

/// Fills the host's error. A null or too small one is left alone.
inline void fill(nscl_error* target, const error& source)
{
    if (target == nullptr || target->size < sizeof(nscl_error)) return;
    target->status = source.status();
    copy_text(target->code, source.code());
    copy_text(target->field, source.field());
    copy_text(target->detail, source.detail());
    std::size_t used = 0;
    for (const named_value& parameter : source.parameters()) {
        const std::string text = to_text(parameter.is);
        const std::size_t needed = parameter.name.size() + 1 + text.size() + 1;
        if (used + needed > sizeof target->parameters) break;
        std::memcpy(target->parameters + used, parameter.name.c_str(), parameter.name.size() + 1);
        std::memcpy(target->parameters + used + parameter.name.size() + 1, text.c_str(), text.size() + 1);
        used += needed;
    }
    target->parameters_size = static_cast<std::uint32_t>(used);
}

/// An error for the host to write into. Only what is read back is cleared: there are many calls and few errors.
class error_slot {
public:
    error_slot()
    {
        slot_.size = sizeof(nscl_error);
        slot_.status = NSCL_OK;
        slot_.code[0] = slot_.field[0] = slot_.detail[0] = slot_.parameters[0] = '\0';
        slot_.parameters_size = 0;
        slot_.reserved = 0;
    }

    nscl_error* get() { return &slot_; }

    [[noreturn]] void raise(std::int32_t status) const
    {
        values parameters;
        const char* at = slot_.parameters;
        const char* const end = at + std::min<std::size_t>(slot_.parameters_size, sizeof slot_.parameters);
        while (at < end) {
            const std::string name{at, strnlen(at, static_cast<std::size_t>(end - at))};
            at += name.size() + 1;
            if (at >= end) break;
            std::string text{at, strnlen(at, static_cast<std::size_t>(end - at))};
            at += text.size() + 1;
            parameters.push_back({name, std::move(text)});
        }
        std::string code = terminated(slot_.code);
        if (code.empty()) code = "status_" + std::to_string(status);
        error raised{status, std::move(code), std::move(parameters), terminated(slot_.detail)};
        raised.at(terminated(slot_.field));
        throw raised;
    }

private:
    template <std::size_t Capacity>
    static std::string terminated(const char (&text)[Capacity])
    {
        return {text, strnlen(text, Capacity)};
    }

    nscl_error slot_;
};

} // namespace detail
} // namespace nscl::sdk
