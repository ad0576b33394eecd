// Clients of one server on this machine that ask as often as they are told, and do not wait when they are refused.
//   overload PORT TARGET CLIENTS SECONDS RATE [HEADER...]
// RATE is requests a second of all clients together; 0: each asks again as soon as it is answered. Prints one line:
//   sent  answered 2xx  refused 503  others   p50 p99 of the answered, p99 of the refused, in ms
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using bench_clock = std::chrono::steady_clock;
using std::chrono::duration;
using std::chrono::milliseconds;

struct asker {
    int socket = -1;
    bool waiting = false;
    bench_clock::time_point due;
    bench_clock::time_point sent;
    std::string received;
};

struct tally {
    std::size_t sent = 0;
    std::size_t others = 0;       ///< other answers, and connections that broke
    std::vector<double> answered; ///< ms
    std::vector<double> refused;
};

int connected(int port)
{
    const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<std::uint16_t>(port));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (made < 0 || connect(made, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0)
        throw std::runtime_error("cannot connect");
    const int on = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return made;
}

/// The bytes of the answer that is there whole, or 0. Only answers with a Content-Length are understood.
std::size_t whole_answer(std::string_view received)
{
    const auto head = received.find("\r\n\r\n");
    if (head == std::string_view::npos) return 0;
    constexpr std::string_view field = "Content-Length: ";
    const auto at = received.substr(0, head).find(field);
    const std::size_t body =
        at == std::string_view::npos ? 0 : std::strtoul(received.data() + at + field.size(), nullptr, 10);
    return received.size() >= head + 4 + body ? head + 4 + body : 0;
}

double percentile(std::vector<double>& of, double which)
{
    if (of.empty()) return 0;
    const auto at = static_cast<std::size_t>(static_cast<double>(of.size() - 1) * which);
    std::nth_element(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(at), of.end());
    return of[at];
}

class crowd {
public:
    crowd(int port, std::string request, std::size_t clients, double rate)
        : port_(port), request_(std::move(request)), askers_(clients), epoll_(epoll_create1(EPOLL_CLOEXEC))
    {
        if (rate > 0) pause_ = duration<double>(static_cast<double>(clients) / rate);
        const auto now = bench_clock::now();
        for (std::size_t i = 0; i < clients; ++i) {
            open(askers_[i]);
            const double share = static_cast<double>(i) / static_cast<double>(clients);
            askers_[i].due = now + std::chrono::duration_cast<bench_clock::duration>(pause_ * share);
        }
    }
    crowd(const crowd&) = delete;
    crowd& operator=(const crowd&) = delete;
    ~crowd()
    {
        for (const asker& each : askers_) close(each.socket);
        close(epoll_);
    }

    tally run(bench_clock::time_point until)
    {
        std::array<epoll_event, 256> events{};
        while (bench_clock::now() < until) {
            const auto now = bench_clock::now();
            for (asker& each : askers_) {
                if (!each.waiting && each.due <= now) ask(each, now);
            }
            const int ready = epoll_wait(epoll_, events.data(), events.size(), pause_.count() > 0 ? 1 : 10);
            for (int i = 0; i < ready; ++i) hear(*static_cast<asker*>(events[static_cast<std::size_t>(i)].data.ptr));
        }
        return counted_;
    }

private:
    void open(asker& of)
    {
        if (of.socket >= 0) close(of.socket);
        of.socket = connected(port_);
        of.waiting = false;
        of.received.clear();
        epoll_event wanted{};
        wanted.events = EPOLLIN;
        wanted.data.ptr = &of;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, of.socket, &wanted);
    }

    void ask(asker& by, bench_clock::time_point now)
    {
        by.due = pause_.count() > 0 ? std::max(by.due, now - milliseconds{100}) +
                                          std::chrono::duration_cast<bench_clock::duration>(pause_)
                                    : now;
        by.waiting = true;
        by.sent = now;
        ++counted_.sent;
        if (send(by.socket, request_.data(), request_.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request_.size())) {
            ++counted_.others;
            open(by);
        }
    }

    void hear(asker& from)
    {
        std::array<char, 65536> piece;
        const auto got = recv(from.socket, piece.data(), piece.size(), MSG_DONTWAIT);
        if (got <= 0) {
            if (from.waiting) ++counted_.others;
            return open(from);
        }
        from.received.append(piece.data(), static_cast<std::size_t>(got));
        const auto whole = whole_answer(from.received);
        if (whole == 0) return;
        const double took = duration<double, std::milli>(bench_clock::now() - from.sent).count();
        const std::string status = from.received.substr(9, 3);
        if (status.starts_with('2'))
            counted_.answered.push_back(took);
        else if (status == "503" && from.received.substr(0, whole).find("\r\nRetry-After: ") != std::string::npos)
            counted_.refused.push_back(took);
        else
            ++counted_.others;
        from.received.erase(0, whole);
        from.waiting = false;
    }

    int port_;
    std::string request_;
    std::vector<asker> askers_;
    int epoll_;
    duration<double> pause_{0};
    tally counted_;
};

} // namespace

int main(int count, char** words)
{
    if (count < 6) {
        std::cerr << "overload PORT TARGET CLIENTS SECONDS RATE [HEADER...]\n";
        return 2;
    }
    std::string request = "GET " + std::string{words[2]} + " HTTP/1.1\r\nHost: bench\r\n";
    for (int i = 6; i < count; ++i) request += std::string{words[i]} + "\r\n";
    request += "\r\n";
    try {
        crowd all{std::atoi(words[1]), request, std::strtoul(words[3], nullptr, 10), std::atof(words[5])};
        auto seen = all.run(bench_clock::now() + std::chrono::seconds{std::atoi(words[4])});
        std::printf("%zu %zu %zu %zu %.1f %.1f %.1f\n", seen.sent, seen.answered.size(), seen.refused.size(),
                    seen.others, percentile(seen.answered, 0.5), percentile(seen.answered, 0.99),
                    percentile(seen.refused, 0.99));
    } catch (const std::exception& failed) {
        std::cerr << "overload: " << failed.what() << "\n";
        return 1;
    }
    return 0;
}
