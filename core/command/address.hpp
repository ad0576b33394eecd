#pragma once

#include "core/settings/settings.hpp"

#include <cstdint>
#include <string>

namespace nscl::command {

/// What one pastes into a browser to reach a server that listens on `port`: public_url, or the address; a wildcard is reached by
/// the loopback.
std::string address_of(const settings::listen_settings& listen, std::uint16_t port);

} // namespace nscl::command
