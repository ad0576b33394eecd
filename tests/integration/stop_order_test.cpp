// The order in which a server ends, as a plugin sees it: it drains when nobody new is let in, while what is in flight still runs.
#include "core/application.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/temporary_folder.hpp"

#include <nscl/abi/http.h>
#include <nscl/abi/plugin.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>
#include <mutex>
#include <string>
#include <vector>

namespace nscl::tests {
namespace {

using std::chrono::seconds;

/// What happens to the plugin below, in order.
class witness {
public:
    void saw(const std::string& what)
    {
        const std::lock_guard lock{guard_};
        seen_.push_back(what);
        changed_.notify_all();
    }
    /// False when it has not happened in twenty seconds.
    bool await(const std::string& what)
    {
        std::unique_lock lock{guard_};
        return changed_.wait_for(lock, seconds{20}, [&] { return std::ranges::find(seen_, what) != seen_.end(); });
    }
    std::vector<std::string> seen() const
    {
        const std::lock_guard lock{guard_};
        return seen_;
    }

    std::uint16_t port = 0;
    const nscl_host* host = nullptr;

private:
    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::vector<std::string> seen_;
};

/// Who is told; the plugin's functions have no other way to the test.
witness* told = nullptr;

nscl_text text(std::string_view of)
{
    return {of.data(), of.size()};
}

std::int32_t declare(nscl_text* document, nscl_error*)
{
    *document = text(R"({"declaration":1,"entities":[],"routes":[{"verb":"GET","pattern":"/hold","space":"actions",
        "permission":"anyone","callback":1,"label":{"vi":"Giữ","en":"Hold"}}]})");
    return NSCL_OK;
}

std::int32_t create(const nscl_host* host, void** instance, nscl_error*)
{
    told->host = host;
    *instance = told;
    return NSCL_OK;
}

void drain(void*)
{
    try {
        http_client{told->port, seconds{5}}.get("/healthz");
        told->saw("drain, and a newcomer got an answer");
    } catch (const std::runtime_error&) {
        told->saw("drain");
    }
}

void stop(void*)
{
    told->saw("stop");
}

void destroy(void*)
{
    told->saw("destroy");
}

std::int32_t hold(void*, std::uint32_t, nscl_call* call, nscl_error* error)
{
    told->saw("request");
    told->saw(told->await("drain") ? "answer" : "answer, without a drain before it");
    const auto* http =
        static_cast<const nscl_http_v1*>(told->host->get_extension(told->host->self, text(NSCL_HTTP_V1)));
    return http->respond(told->host->self, call->context, 200, text("application/json"), text("{}"), error);
}

settings::settings with_the_plugin(const temporary_folder& folder)
{
    settings::settings made;
    made.listen.port = 0;
    made.listen.workers = 2;
    made.database.url = "sqlite://" + (folder.path() / "nscl.db").string();
    made.plugins.folders = {NSCL_FIXTURES};
    made.plugins.enabled = {"puppet"};
    return made;
}

TEST(Stop, LetsNobodyInThenDrainsThenFinishesWhatIsInFlight)
{
    const temporary_folder folder;
    witness sees;
    told = &sees;
    const nscl_plugin plugin{sizeof plugin, NSCL_ABI_MAJOR, 0, 0, declare, create, nullptr, drain, stop, destroy, hold};
    std::array<char, 32> address{};
    std::snprintf(address.data(), address.size(), "%llx",
                  static_cast<unsigned long long>(reinterpret_cast<std::uintptr_t>(&plugin)));
    ::setenv("NSCL_PUPPET", address.data(), 1);

    application server{with_the_plugin(folder)};
    server.start();
    sees.port = server.listen();
    auto in_flight =
        std::async(std::launch::async, [&] { return http_client{sees.port}.get("/api/v1/puppet/actions/hold"); });
    ASSERT_TRUE(sees.await("request"));
    server.stop();

    EXPECT_EQ(in_flight.get().status, 200U);
    EXPECT_THAT(sees.seen(), testing::ElementsAre("request", "drain", "answer", "stop", "destroy"));
}

} // namespace
} // namespace nscl::tests
