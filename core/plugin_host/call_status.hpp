#pragma once

#include "core/messages/refusal.hpp"

#include <nscl/abi/base.h>

#include <boost/system/result.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace nscl::plugin_host {

/// How one call across the contract ended: a status and, unless it is NSCL_OK or NSCL_END, what an nscl_error holds.
struct call_status {
    std::int32_t status = NSCL_OK;
    std::string code = {};
    std::string field = {};
    std::string detail = {}; ///< for the log, never for a client
    messages::parameters parameters = {};

    static call_status misuse(std::string detail) { return {NSCL_MISUSE, "misuse", {}, std::move(detail), {}}; }
    static call_status stale(std::string detail) { return {NSCL_STALE, "stale_handle", {}, std::move(detail), {}}; }
    static call_status not_found(std::string code, std::string detail)
    {
        return {NSCL_NOT_FOUND, std::move(code), {}, std::move(detail), {}};
    }
};

[[noreturn]] inline void throw_exception_from_error(const call_status& wrong, const boost::source_location&)
{
    throw std::logic_error("a value was taken from a failed call: " + wrong.detail);
}

template <class T>
using called = boost::system::result<T, call_status>;

/// As much of a text (UTF-8) as `most` bytes hold, ending between two characters.
std::string_view cut(std::string_view text, std::size_t most);

/// Writes a status into a plugin's nscl_error, as far as it reaches, cutting texts between characters; returns the status.
std::int32_t answer(nscl_error* target, const call_status& given);

/// An nscl_error for a plugin to fill.
nscl_error empty_error();

/// What a plugin wrote with the status that it returned. Texts that are not UTF-8 and parameters that are not pairs are left out.
call_status read_error(std::int32_t status, const nscl_error& written);

/// The same as a refusal; `status` is one of NSCL_REFUSED, NSCL_NOT_FOUND, NSCL_FORBIDDEN, NSCL_CONFLICT.
messages::refusal to_refusal(const call_status& from);

/// How the host's own refusal looks to a plugin.
call_status to_status(const messages::refusal& from);

} // namespace nscl::plugin_host
