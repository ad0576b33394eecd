#pragma once

#include "core/http/network_list.hpp"
#include "core/http/request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// How a request came here.
enum class transport { plain, tls };

/// The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Immutable.
class trusted_proxies {
public:
    /// Addresses ("10.0.0.7", "::1") or networks ("10.0.0.0/8"). Throws std::invalid_argument for anything else.
    explicit trusted_proxies(const std::vector<std::string>& listed) : networks_("trusted_proxies", listed) {}

    /// Sets `peer` and `secure` of a request that came from `connected`. Of X-Forwarded-For the last address that is not a proxy counts: what
    /// stands before it anybody may have written. A proxy's word about the scheme counts more than how it reached this server itself.
    void identify(request& asked, std::string_view connected, transport by) const;

private:
    network_list networks_;
};

} // namespace nscl::http
