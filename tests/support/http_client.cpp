#include "tests/support/http_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace nscl::tests {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using error_code = boost::system::error_code;

std::string_view answer::header(std::string_view name) const
{
    const auto found = std::ranges::find(headers, name, &header_list::value_type::first);
    return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

/// A connected socket whose every step has a deadline.
class http_client::connection {
public:
    connection(std::uint16_t port, std::chrono::seconds patience) : patience_(patience)
    {
        const asio::ip::tcp::endpoint server{asio::ip::address_v4::loopback(), port};
        const auto failed = run([&](auto done) { stream_.async_connect(server, done); });
        if (failed)
            throw std::runtime_error("cannot connect to port " + std::to_string(port) + ": " + failed.message());
    }

    error_code write(std::string_view bytes)
    {
        return run([&](auto done) {
            asio::async_write(stream_, asio::buffer(bytes), [done](error_code failed, std::size_t) { done(failed); });
        });
    }

    struct received {
        error_code failed;
        bool anything = false; ///< a byte of the answer arrived
        bool closes = false;
        tests::answer answer;
    };

    received read(bool is_head)
    {
        bhttp::response_parser<bhttp::string_body> parser;
        parser.body_limit(boost::none);
        parser.header_limit(1024 * 1024);
        parser.skip(is_head);
        received result;
        result.failed = run([&](auto done) {
            bhttp::async_read(stream_, buffer_, parser, [done](error_code failed, std::size_t) { done(failed); });
        });
        result.anything = parser.got_some();
        if (result.failed) return result;
        result.closes = !parser.keep_alive();
        auto message = parser.release();
        result.answer.status = message.result_int();
        for (const auto& field : message)
            result.answer.headers.emplace_back(lower_case(field.name_string()), std::string{field.value()});
        result.answer.body = std::move(message.body());
        return result;
    }

private:
    static std::string lower_case(std::string_view text)
    {
        std::string lower{text};
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return lower;
    }

    /// Runs one asynchronous operation to its end.
    template <class Start>
    error_code run(Start start)
    {
        error_code result;
        stream_.expires_after(patience_);
        start([&result](error_code failed) { result = failed; });
        context_.restart();
        context_.run();
        stream_.expires_never();
        return result;
    }

    std::chrono::seconds patience_;
    asio::io_context context_{1};
    beast::tcp_stream stream_{context_};
    beast::flat_buffer buffer_;
};

namespace {

std::string wire_text(const sent_request& asked, std::uint16_t port)
{
    std::string text =
        asked.verb + " " + asked.target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n";
    for (const auto& [name, value] : asked.headers) text += name + ": " + value + "\r\n";
    const bool may_have_body = asked.verb != "GET" && asked.verb != "HEAD";
    if (may_have_body || !asked.body.empty()) text += "Content-Length: " + std::to_string(asked.body.size()) + "\r\n";
    return text + "\r\n" + asked.body;
}

} // namespace

http_client::http_client(std::uint16_t port, std::chrono::seconds patience) : port_(port), patience_(patience) {}
http_client::~http_client() = default;
http_client::http_client(http_client&&) noexcept = default;
http_client& http_client::operator=(http_client&&) noexcept = default;

answer http_client::send(const sent_request& asked)
{
    const std::string text = wire_text(asked, port_);
    for (bool reused = open_ != nullptr;; reused = false) {
        if (!reused) open_ = std::make_unique<connection>(port_, patience_);
        // A server may answer and close before it has read a body that is too large, so a failed write still reads.
        const error_code unsent = open_->write(text);
        auto got = open_->read(asked.verb == "HEAD");
        if (!got.failed) {
            if (got.closes || unsent) open_.reset();
            return std::move(got.answer);
        }
        open_.reset();
        if (!reused || got.anything)
            throw std::runtime_error(asked.verb + " " + asked.target + ": no answer: " + got.failed.message());
    }
}

answer http_client::send_bytes(std::string_view bytes)
{
    connection fresh{port_, patience_};
    fresh.write(bytes);
    auto got = fresh.read(bytes.starts_with("HEAD "));
    if (got.failed) throw std::runtime_error("no answer: " + got.failed.message());
    return std::move(got.answer);
}

} // namespace nscl::tests
