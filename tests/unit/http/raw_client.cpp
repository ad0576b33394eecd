#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace nscl::http {

std::string raw_answer::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

raw_client::raw_client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0) {
        const std::string why = std::strerror(errno);
        close(socket_);
        throw std::runtime_error("cannot connect: " + why);
    }
}

raw_client::raw_client(std::uint16_t port, const tests::tls_offer& offer) : raw_client(port)
{
    tls_.emplace(offer);
    while (true) {
        tls_->shake_hands();
        send_plainly(tls_->take_outgoing());
        if (tls_->is_open()) return;
        if (!tls_->problem().empty()) throw std::runtime_error("no TLS: " + tls_->problem());
        if (!receive()) throw std::runtime_error("no TLS: the connection ended");
        tls_->receive(arrived_);
    }
}

raw_client::~raw_client()
{
    close(socket_);
}

void raw_client::send(std::string_view bytes)
{
    if (!tls_) return send_plainly(bytes);
    tls_->write(bytes);
    send_plainly(tls_->take_outgoing());
}

void raw_client::send_plainly(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) throw std::runtime_error(std::string{"cannot send: "} + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void raw_client::send_what_is_taken(std::string_view bytes)
{
    std::string sealed;
    if (tls_) {
        tls_->write(bytes);
        sealed = tls_->take_outgoing();
        bytes = sealed;
    }
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void raw_client::say_goodbye()
{
    tls_->close();
    send_plainly(tls_->take_outgoing());
}

void raw_client::end_sending()
{
    shutdown(socket_, SHUT_WR);
}

bool raw_client::receive()
{
    std::array<char, 16384> buffer{};
    const auto count = recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == ECONNRESET) return false;
    if (count < 0) throw std::runtime_error(std::string{"no answer: "} + std::strerror(errno));
    arrived_.assign(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

bool raw_client::fill()
{
    const auto before = input_.size();
    while (receive()) {
        if (tls_) tls_->receive(arrived_);
        input_ += tls_ ? tls_->read() : arrived_;
        if (input_.size() > before) return true;
    }
    return false;
}

std::string raw_client::take(std::size_t count)
{
    while (input_.size() < count) {
        if (!fill()) throw std::runtime_error("the answer was cut off: " + input_);
    }
    std::string taken = input_.substr(0, count);
    input_.erase(0, count);
    return taken;
}

std::optional<std::string> raw_client::take_line()
{
    std::size_t end = 0;
    while ((end = input_.find("\r\n")) == std::string::npos) {
        if (!fill()) {
            if (input_.empty()) return std::nullopt;
            throw std::runtime_error("the answer was cut off: " + input_);
        }
    }
    std::string line = take(end);
    take(2);
    return line;
}

std::optional<raw_answer> raw_client::read(body what)
{
    const auto status_line = take_line();
    if (!status_line) return std::nullopt;
    if (!status_line->starts_with("HTTP/1.1 ")) throw std::runtime_error("no status line: " + *status_line);
    raw_answer answer;
    answer.status = static_cast<unsigned>(std::stoul(status_line->substr(9, 3)));
    for (auto line = take_line(); line && !line->empty(); line = take_line()) {
        const auto colon = line->find(": ");
        if (colon == std::string::npos) throw std::runtime_error("no header field: " + *line);
        std::string name = line->substr(0, colon);
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        answer.headers[name] = line->substr(colon + 2);
    }
    answer.was_chunked = answer.header("transfer-encoding") == "chunked";
    if (what == body::none || answer.status == 100 || answer.status == 204 || answer.status == 304) return answer;
    if (answer.was_chunked) {
        while (true) {
            const auto size = std::stoul(take_line().value(), nullptr, 16);
            answer.body += take(size);
            if (take(2) != "\r\n") throw std::runtime_error("a chunk does not end");
            if (size == 0) return answer;
        }
    }
    if (const auto length = answer.header("content-length"); !length.empty()) {
        answer.body = take(std::stoul(length));
    } else {
        answer.body = read_to_end();
    }
    return answer;
}

bool raw_client::hears_within(std::chrono::milliseconds time)
{
    if (!input_.empty()) return true;
    pollfd waited_for{socket_, POLLIN, 0};
    return poll(&waited_for, 1, static_cast<int>(time.count())) > 0;
}

std::string raw_client::read_to_end()
{
    while (fill()) {
    }
    return std::exchange(input_, {});
}

bool raw_client::is_at_end()
{
    return input_.empty() && !fill();
}

raw_answer raw_client::ask(std::string_view bytes)
{
    send(bytes);
    auto answer = read();
    if (!answer) throw std::runtime_error("the connection ended without an answer");
    return *answer;
}

} // namespace nscl::http
