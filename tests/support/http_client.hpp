#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::tests {

using header_list = std::vector<std::pair<std::string, std::string>>;

/// A request as it goes out: nothing is encoded, normalised or added but Host and Content-Length.
struct sent_request {
    std::string verb = "GET";
    std::string target = "/";
    header_list headers;
    std::string body;
};

struct answer {
    unsigned status = 0;
    header_list headers; ///< names in lower case, in the order received
    std::string body;

    /// The first field of that name (lower case), or "".
    std::string_view header(std::string_view name) const;
};

/// One keep-alive connection to a server on this machine. Used by one thread. Every function throws
/// std::runtime_error when the server does not answer in time, or not in HTTP.
class http_client {
public:
    explicit http_client(std::uint16_t port, std::chrono::seconds patience = std::chrono::seconds{60});
    ~http_client();
    http_client(http_client&&) noexcept;
    http_client& operator=(http_client&&) noexcept;

    /// Sends and reads the answer. Connects when there is no connection, and once more when the server
    /// closed an idle one meanwhile.
    answer send(const sent_request& asked);

    answer get(std::string target) { return send({"GET", std::move(target), {}, {}}); }

    /// Writes these bytes on a new connection and reads one answer.
    answer send_bytes(std::string_view bytes);

private:
    class connection;
    std::uint16_t port_;
    std::chrono::seconds patience_;
    std::unique_ptr<connection> open_;
};

} // namespace nscl::tests
