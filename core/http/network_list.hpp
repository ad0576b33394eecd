#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::http {

/// Addresses and networks, as settings list them. Immutable.
class network_list {
public:
    /// Addresses ("10.0.0.7", "::1") or networks ("10.0.0.0/8"). Throws std::invalid_argument, which names `setting`, for anything else.
    network_list(std::string_view setting, const std::vector<std::string>& listed);

    bool empty() const { return networks_.empty(); }
    /// False for what is no address.
    bool contains(std::string_view address) const;

    static bool is_address(std::string_view text);

private:
    struct network {
        std::array<std::uint8_t, 16> address{}; ///< IPv4 as ::ffff:a.b.c.d
        unsigned bits = 128;
    };

    std::vector<network> networks_;
};

/// What stands for one client when addresses are counted: the address; of IPv6 the first 64 bits, which are one subscriber's.
std::string client_of(std::string_view address);

} // namespace nscl::http
