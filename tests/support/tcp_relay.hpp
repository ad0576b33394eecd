#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace nscl::tests {

/// Stands between a client and a server on 127.0.0.1 and can lose an answer, as a network does.
class tcp_relay {
public:
    /// Listens on a free port and passes everything on to `server_port`. Throws std::system_error.
    explicit tcp_relay(std::uint16_t server_port);
    tcp_relay(const tcp_relay&) = delete;
    tcp_relay& operator=(const tcp_relay&) = delete;
    /// Closes all connections.
    ~tcp_relay();

    /// The database's address with the relay in the server's place.
    std::string address_for(std::string database_url) const;

    /// What happens to clients that come once an answer was lost.
    enum class afterwards { allow, refuse };

    /// Once: when a client sends something that contains `request`, the server gets it and answers, but the client
    /// finds its connection closed instead of the answer. With `after`, that is a client that has sent this text before
    /// and from now on. With afterwards::refuse it meets refuse_clients() when it comes again.
    void lose_answer_to(std::string request, std::string after = {}, afterwards then = afterwards::allow);

    /// From now on nothing that the server says arrives, and nothing says so: as with a machine that hangs.
    void hold_answers() { holding_ = true; }

    /// Until allow_clients(): new connections are closed at once.
    void refuse_clients() { refusing_ = true; }
    void allow_clients()
    {
        broken_ = false;
        refusing_ = false;
    }

    /// As refuse_clients(), and the connections that are open are closed: as when the server ends.
    void break_connections()
    {
        refusing_ = true;
        broken_ = true;
    }

private:
    void accept_clients();
    void relay(int client);
    /// Whether the answer to what a client has sent is the one to lose. `prepared` belongs to the client's connection: it has sent
    /// what has to come before.
    bool is_to_be_lost(const std::string& sent, bool& prepared);

    std::uint16_t server_port_;
    int listening_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> refusing_{false};
    std::atomic<bool> broken_{false};
    std::atomic<bool> holding_{false};
    std::mutex mutex_;
    std::string lost_request_;
    std::string sent_before_;
    afterwards then_ = afterwards::allow;
    std::vector<std::thread> relays_;
    std::thread accepting_;
};

} // namespace nscl::tests
