#pragma once

#include "core/settings/given_value.hpp"
#include "core/settings/settings.hpp"

#include <span>
#include <string>
#include <string_view>

namespace nscl::settings {

/// One key of the settings file and where its value goes.
struct key {
    std::string_view table; ///< "" at the top
    std::string_view name;
    void (*take)(settings& into, const given_value& given);

    /// "listen.port".
    std::string path() const;
    /// "NSCL_LISTEN_PORT".
    std::string variable() const;
};

/// Every key but those of [plugin.<id>]; static lifetime.
std::span<const key> keys();

} // namespace nscl::settings
