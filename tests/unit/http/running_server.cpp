#include "running_server.hpp"

namespace nscl::http {

void gate::pass()
{
    std::unique_lock lock{guard_};
    ++visitors_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
}

void gate::await_visitor()
{
    std::unique_lock lock{guard_};
    changed_.wait(lock, [this] { return visitors_ > 0; });
}

void gate::open()
{
    const std::scoped_lock lock{guard_};
    open_ = true;
    changed_.notify_all();
}

test_settings::test_settings()
{
    listen.port = 0;
    listen.io_threads = 1;
    limits.header_bytes = 2048;
    limits.body_bytes = 4096;
    limits.queue = 8;
}

running_server::running_server(const test_settings& with, std::vector<route> more)
{
    more.push_back({verb::get, "/plain", [](const request&) { return json(R"({"plain":true})"); }, "test"});
    more.push_back({verb::get, "/api/plain", [](const request&) { return json("{}"); }, "test"});
    more.push_back({verb::get, "/at_once", [](const request&) { return json("{}"); }, "test", 0, placement::io_thread});
    more.push_back(
        {verb::post, "/echo", [](const request& asked) { return json(std::string{asked.body.view()}); }, "test"});
    more.push_back({verb::get, "/seen",
                    [](const request& asked) {
                        return json(asked.peer + "|" + (asked.secure ? "https" : "http") + "|" + asked.id);
                    },
                    "test"});
    more.push_back({verb::get, "/hold",
                    [this](const request&) {
                        hold.pass();
                        return json("\"held\"");
                    },
                    "test"});
    table.publish(std::make_shared<const router>(std::move(more)));
    workers_ = std::make_unique<worker_pool>(with.workers, with.limits.queue);
    server_ = std::make_unique<http::server>(with.listen, with.limits, table, problems_, *workers_);
    port_ = server_->start();
}

running_server::~running_server()
{
    hold.open();
    server_.reset();
    workers_->drain();
}

std::string get(std::string_view target, std::string_view more)
{
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: test\r\n" + std::string{more} + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view more)
{
    return "POST " + std::string{target} + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string{more} + "\r\n" + std::string{body};
}

} // namespace nscl::http
