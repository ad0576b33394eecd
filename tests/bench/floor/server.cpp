#include "tests/bench/floor/server.hpp"

#include "tests/bench/floor/organizations.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace nscl::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using error_code = boost::system::error_code;
using socket_type = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;
using acceptor_type = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

namespace {

constexpr std::string_view cookie = "nscl_session=";

std::string_view session_token(const http::request<http::string_body>& asked)
{
    const std::string_view cookies = asked[http::field::cookie];
    const auto begin = cookies.find(cookie);
    if (begin == std::string_view::npos) return {};
    const auto token = cookies.substr(begin + cookie.size());
    return token.substr(0, token.find(';'));
}

/// The number that the target ends with, 0 when it does not.
std::int64_t id_in(std::string_view target)
{
    const std::string_view last = target.substr(target.rfind('/') + 1);
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), id);
    return error == std::errc{} && end == last.data() + last.size() ? id : 0;
}

class connection : public std::enable_shared_from_this<connection> {
public:
    connection(socket_type socket, organizations& records) : socket_(std::move(socket)), organizations_(records) {}

    void read()
    {
        parser_.emplace();
        http::async_read(socket_, buffer_, *parser_, [self = shared_from_this()](error_code failed, std::size_t) {
            if (!failed) self->write();
        });
    }

private:
    void write()
    {
        if (parser_->get().target() == "/") return send("200 OK", "{}");
        const bool known = organizations_.knows(session_token(parser_->get()));
        const std::int64_t id = id_in(parser_->get().target());
        const std::string body = !known ? "{}" : id == 0 ? organizations_.first_page() : organizations_.one(id);
        send(known ? "200 OK" : "401 Unauthorized", body);
    }

    void send(std::string_view status, std::string_view body)
    {
        answer_.assign("HTTP/1.1 ").append(status).append("\r\nContent-Type: application/json\r\nContent-Length: ");
        answer_.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
        asio::async_write(socket_, asio::buffer(answer_), [self = shared_from_this()](error_code failed, std::size_t) {
            if (!failed) self->read();
        });
    }

    socket_type socket_;
    organizations& organizations_;
    beast::flat_buffer buffer_;
    std::optional<http::request_parser<http::string_body>> parser_;
    std::string answer_;
};

class listener {
public:
    listener(asio::io_context& context, std::uint16_t port, organizations& records)
        : acceptor_(context), organizations_(records)
    {
        const tcp::endpoint here{asio::ip::address_v4::loopback(), port};
        using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
        acceptor_.open(here.protocol());
        acceptor_.set_option(asio::socket_base::reuse_address(true));
        acceptor_.set_option(reuse_port(true));
        acceptor_.bind(here);
        acceptor_.listen();
    }

    void accept()
    {
        acceptor_.async_accept([this](error_code failed, socket_type socket) {
            if (!failed) {
                socket.set_option(tcp::no_delay(true));
                std::make_shared<connection>(std::move(socket), organizations_)->read();
            }
            accept();
        });
    }

private:
    acceptor_type acceptor_;
    organizations& organizations_;
};

void serve_on_this_thread(const std::string& database, std::uint16_t port, std::span<const std::int64_t> communes)
{
    asio::io_context context{1};
    organizations records{database, communes};
    listener here{context, port, records};
    here.accept();
    context.run();
}

} // namespace

void serve(const std::string& database, std::uint16_t port, std::span<const std::int64_t> communes)
{
    std::vector<std::thread> others;
    for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        others.emplace_back(&serve_on_this_thread, database, port, communes);
    serve_on_this_thread(database, port, communes);
    std::abort(); // an accepting loop has no end
}

} // namespace nscl::bench
