#pragma once

#include "tests/support/http_client.hpp"

#include <map>
#include <string>
#include <string_view>

namespace nscl::tests {

/// Good enough for every password rule of the server; holds nobody's name.
inline constexpr std::string_view test_password = "Qx7!vRz2#Kd9-Ww4";

/// Somebody at the API: a connection, a cookie jar and the CSRF token of the session, if there is one. A browser in small.
class api_user {
public:
    explicit api_user(std::uint16_t port) : client_(port) {}

    /// Throws std::runtime_error when the server does not let them in.
    void log_in(std::string_view username, std::string_view password);

    /// Adds cookies and CSRF token, unless the request has a header of that name: one with an empty value means "leave it out".
    answer send(sent_request asked);

    answer get(std::string target) { return send({"GET", std::move(target), {}, {}}); }

    /// The same browser with another connection, perhaps to another server on the same database.
    api_user also_at(std::uint16_t port) const
    {
        api_user other{port};
        other.cookies_ = cookies_;
        other.csrf_ = csrf_;
        return other;
    }

    /// The server has moved to another port; the cookies stay.
    void reconnect(std::uint16_t port) { client_ = http_client{port}; }

private:
    void learn_from(const answer& got);

    http_client client_;
    std::map<std::string, std::string> cookies_;
    std::string csrf_;
};

} // namespace nscl::tests
