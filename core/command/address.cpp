#include "core/command/address.hpp"

namespace nscl::command {

std::string address_of(const settings::listen_settings& listen, std::uint16_t port)
{
    if (!listen.public_url.empty()) return listen.public_url;
    const bool wildcard = listen.address == "0.0.0.0" || listen.address == "::";
    const auto host = wildcard                                        ? std::string{"127.0.0.1"}
                      : listen.address.find(':') == std::string::npos ? listen.address
                                                                      : "[" + listen.address + "]";
    const std::string scheme = listen.certificate.empty() ? "http://" : "https://";
    return scheme + host + ":" + std::to_string(port);
}

} // namespace nscl::command
