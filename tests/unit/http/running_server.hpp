#pragma once

#include "core/http/server.hpp"
#include "core/messages/catalogue.hpp"
#include "raw_client.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace nscl::http {

/// A place where handlers wait until the test lets them go on, and the test until somebody has come.
class gate {
public:
    void pass();          ///< by handlers
    void await_visitor(); ///< by tests: until a handler stands here
    void open();          ///< for all, for ever

private:
    std::mutex guard_;
    std::condition_variable changed_;
    int visitors_ = 0;
    bool open_ = false;
};

/// Settings for tests: one I/O thread, two workers, small limits and long times; a test makes short what it wants to cross.
struct test_settings {
    settings::listen_settings listen;
    settings::limit_settings limits;
    std::size_t workers = 2;

    test_settings();
};

/// A server on a free port of loopback with the routes that are given and these:
///   GET /plain  POST /echo (body back)  GET /seen (peer, secure, id)  GET /hold (waits at `hold`)
class running_server {
public:
    explicit running_server(const test_settings& with = {}, std::vector<route> more = {});
    ~running_server();

    raw_client connect() const { return raw_client{port_}; }
    raw_client connect(const tests::tls_offer& offer) const { return raw_client{port_, offer}; }
    std::uint16_t port() const { return port_; }
    void stop_accepting() { server_->stop_accepting(); }
    void stop() { server_->stop(); }
    void reload_certificate() { server_->reload_certificate(); }
    /// How often each limit was crossed until now.
    std::map<std::string, std::uint64_t, std::less<>> crossings() const { return problems_.limits().read(); }

    gate hold;
    routing_table table;

private:
    messages::catalogue catalogue_;
    problem_writer problems_{catalogue_};
    std::unique_ptr<worker_pool> workers_;
    std::unique_ptr<http::server> server_;
    std::uint16_t port_ = 0;
};

/// "GET /path HTTP/1.1", a Host and the given header lines, each with its line break.
std::string get(std::string_view target, std::string_view more = {});
std::string post(std::string_view target, std::string_view body, std::string_view more = {});

} // namespace nscl::http
