#include "core/plugin_host/call_status.hpp"

#include "core/platform/utf8.hpp"
#include "core/plugin_host/manifest.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace nscl::plugin_host {

namespace {

template <std::size_t Size>
void write_text(char (&target)[Size], std::string_view text)
{
    const auto fits = cut(text, Size - 1);
    std::memcpy(target, fits.data(), fits.size());
    target[fits.size()] = '\0';
}

template <std::size_t Size>
std::string read_text(const char (&from)[Size])
{
    std::string text{from, std::find(from, from + Size, '\0')};
    return platform::is_utf8(text) ? text : std::string{};
}

void write_parameters(nscl_error& target, const messages::parameters& pairs)
{
    std::size_t used = 0;
    for (const auto& [name, value] : pairs) {
        if (used + name.size() + value.size() + 2 > sizeof target.parameters) break;
        for (const auto& part : {std::string_view{name}, std::string_view{value}}) {
            std::memcpy(target.parameters + used, part.data(), part.size());
            used += part.size();
            target.parameters[used++] = '\0';
        }
    }
    target.parameters_size = static_cast<std::uint32_t>(used);
}

messages::parameters read_parameters(const nscl_error& from)
{
    const std::string_view all{from.parameters, std::min<std::size_t>(from.parameters_size, sizeof from.parameters)};
    if (all.empty() || all.back() != '\0') return {};
    messages::parameters pairs;
    for (std::size_t at = 0; at < all.size();) {
        const std::string name{all.substr(at, all.find('\0', at) - at)};
        at += name.size() + 1;
        if (at >= all.size()) break;
        const std::string value{all.substr(at, all.find('\0', at) - at)};
        at += value.size() + 1;
        if (platform::is_utf8(name) && platform::is_utf8(value)) pairs.emplace_back(name, value);
    }
    return pairs;
}

bool reaches(const nscl_error& target, std::size_t end)
{
    return target.size >= end;
}

} // namespace

std::string_view cut(std::string_view text, std::size_t most)
{
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0U) == 0x80U) --most;
    return text.substr(0, most);
}

#define NSCL_REACHES(target, slot) reaches(target, offsetof(nscl_error, slot) + sizeof((target).slot))

std::int32_t answer(nscl_error* target, const call_status& given)
{
    if (!target || given.status == NSCL_OK || given.status == NSCL_END) return given.status;
    if (NSCL_REACHES(*target, status)) target->status = given.status;
    if (NSCL_REACHES(*target, code)) write_text(target->code, given.code);
    if (NSCL_REACHES(*target, field)) write_text(target->field, given.field);
    if (NSCL_REACHES(*target, detail)) write_text(target->detail, given.detail);
    if (NSCL_REACHES(*target, parameters_size)) write_parameters(*target, given.parameters);
    return given.status;
}

#undef NSCL_REACHES

nscl_error empty_error()
{
    nscl_error made{};
    made.size = sizeof made;
    return made;
}

call_status read_error(std::int32_t status, const nscl_error& written)
{
    call_status result{status, read_text(written.code), read_text(written.field), read_text(written.detail),
                       read_parameters(written)};
    if (!result.code.empty() && !std::all_of(result.code.begin(), result.code.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        })) {
        result.code.clear();
    }
    return result;
}

messages::refusal to_refusal(const call_status& from)
{
    using messages::reason;
    messages::refusal made{.why = reason::invalid, .code = from.code, .parameters = from.parameters, .errors = {}};
    switch (from.status) {
    case NSCL_NOT_FOUND: made.why = reason::not_found; break;
    case NSCL_FORBIDDEN: made.why = reason::forbidden; break;
    case NSCL_CONFLICT: made.why = reason::conflict; break;
    default: break;
    }
    if (made.code.empty()) {
        made.code = made.why == reason::not_found   ? "not_found"
                    : made.why == reason::forbidden ? "forbidden"
                    : made.why == reason::conflict  ? "conflict"
                                                    : "invalid";
    }
    if (!from.field.empty() && (made.why == reason::invalid || made.why == reason::conflict)) {
        made.errors.push_back({"/" + from.field, made.code, made.parameters});
    }
    if (!made.errors.empty() && made.why == reason::invalid) made.code = "invalid";
    return made;
}

call_status to_status(const messages::refusal& from)
{
    using messages::reason;
    call_status made{NSCL_REFUSED, from.code, {}, "refused: " + from.code, from.parameters};
    switch (from.why) {
    case reason::unauthenticated:
    case reason::forbidden: made.status = NSCL_FORBIDDEN; break;
    case reason::not_found: made.status = NSCL_NOT_FOUND; break;
    case reason::conflict:
    case reason::stale: made.status = NSCL_CONFLICT; break;
    case reason::too_many_requests:
    case reason::unavailable: made.status = NSCL_UNAVAILABLE; break;
    default: break;
    }
    if (!from.errors.empty()) {
        const auto& first = from.errors.front();
        made.field = first.pointer.starts_with('/') ? first.pointer.substr(1) : first.pointer;
        made.detail = "refused: " + first.pointer + " " + first.code;
        if (from.errors.size() == 1) {
            made.code = first.code;
            made.parameters = first.parameters;
        }
    }
    return made;
}

} // namespace nscl::plugin_host
