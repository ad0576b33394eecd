#include "tests/support/tcp_relay.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace nscl::tests {
namespace {

constexpr int poll_milliseconds = 20;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// POSIX takes every kind of address through this cast.
template <class To, class From>
To* as(From* address)
{
    return reinterpret_cast<To*>(address);
}

[[noreturn]] void fail(const char* what)
{
    throw std::system_error{errno, std::generic_category(), what};
}

/// A socket that is closed with this object.
class owned_socket {
public:
    explicit owned_socket(int number) : number_(number) {}
    owned_socket(const owned_socket&) = delete;
    owned_socket& operator=(const owned_socket&) = delete;
    ~owned_socket()
    {
        if (number_ >= 0) close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

/// What has arrived; empty when the other side has closed.
std::string received(int from)
{
    std::string bytes(64U * 1024, '\0');
    const auto count = recv(from, bytes.data(), bytes.size(), 0);
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

bool sent(int to, const std::string& bytes)
{
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = send(to, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace

tcp_relay::tcp_relay(std::uint16_t server_port) : server_port_(server_port), listening_(socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (listening_ < 0 || bind(listening_, as<sockaddr>(&address), size) != 0 || listen(listening_, 16) != 0 ||
        getsockname(listening_, as<sockaddr>(&address), &size) != 0)
        fail("tcp_relay");
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread{[this] { accept_clients(); }};
}

tcp_relay::~tcp_relay()
{
    stopping_ = true;
    accepting_.join();
    for (auto& relaying : relays_) relaying.join();
    close(listening_);
}

std::string tcp_relay::address_for(std::string database_url) const
{
    const auto server = ":" + std::to_string(server_port_);
    return database_url.replace(database_url.find(server), server.size(), ":" + std::to_string(port_));
}

void tcp_relay::lose_answer_to(std::string request, std::string after, afterwards then)
{
    const std::lock_guard lock{mutex_};
    lost_request_ = std::move(request);
    sent_before_ = std::move(after);
    then_ = then;
}

void tcp_relay::accept_clients()
{
    while (!stopping_) {
        pollfd waiting{.fd = listening_, .events = POLLIN, .revents = 0};
        if (poll(&waiting, 1, poll_milliseconds) <= 0) continue;
        const int client = accept(listening_, nullptr, nullptr);
        if (client < 0) continue;
        if (refusing_)
            close(client);
        else
            relays_.emplace_back([this, client] { relay(client); });
    }
}

void tcp_relay::relay(int number)
{
    const owned_socket client{number};
    const owned_socket server{socket(AF_INET, SOCK_STREAM, 0)};
    const sockaddr_in address = loopback(server_port_);
    if (connect(server.number(), as<const sockaddr>(&address), sizeof address) != 0) return;
    bool prepared = false;
    while (!stopping_ && !broken_) {
        std::array<pollfd, 2> waiting{pollfd{.fd = client.number(), .events = POLLIN, .revents = 0},
                                      pollfd{.fd = server.number(), .events = POLLIN, .revents = 0}};
        if (poll(waiting.data(), waiting.size(), poll_milliseconds) <= 0) continue;
        if (waiting[0].revents != 0) {
            const std::string request = received(client.number());
            if (request.empty() || !sent(server.number(), request)) return;
            if (is_to_be_lost(request, prepared)) {
                received(server.number()); // it has answered: what was asked is done
                return;
            }
        }
        if (waiting[1].revents != 0) {
            const std::string answer = received(server.number());
            if (answer.empty() || (!holding_ && !sent(client.number(), answer))) return;
        }
    }
}

bool tcp_relay::is_to_be_lost(const std::string& request, bool& prepared)
{
    const std::lock_guard lock{mutex_};
    if (lost_request_.empty()) return false;
    prepared = prepared || request.find(sent_before_) != std::string::npos;
    if (!prepared || request.find(lost_request_) == std::string::npos) return false;
    lost_request_.clear();
    if (then_ == afterwards::refuse) refusing_ = true;
    return true;
}

} // namespace nscl::tests
