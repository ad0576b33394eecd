// Much that is large at the same time: uploads arrive, wait and are worked on, and files and lists are taken, without adding up in the
// server's memory.
#include "tests/integration/administrator.hpp"
#include "tests/support/metrics_text.hpp"
#include "tests/support/sanitized.hpp"
#include "tests/unit/http/raw_client.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr std::size_t kib = 1024;
constexpr std::size_t mib = 1024 * kib;
constexpr std::size_t clients = 6;
constexpr std::size_t size_of_each = 16 * mib;
/// That the memory may grow meanwhile: what the databases' libraries, the allocator and the pieces under way take.
constexpr std::size_t most_growth = 24 * mib;

/// A figure of /proc/<pid>/status, in bytes.
std::size_t figure_of(pid_t of, const std::string& name)
{
    std::ifstream status{"/proc/" + std::to_string(of) + "/status"};
    std::string word;
    for (std::size_t number = 0; status >> word;) {
        if (word == name + ":" && status >> number) return number * kib;
    }
    throw std::runtime_error("no " + name);
}

/// The largest that anonymous memory has been since this object was made: resident, without the pages of files, which the kernel takes back
/// as it needs them.
class memory_watch {
public:
    explicit memory_watch(pid_t of)
        : before_(figure_of(of, "RssAnon")), most_(before_), looking_([this, of](const std::stop_token& done) {
              while (!done.stop_requested()) {
                  most_ = std::max(most_.load(), figure_of(of, "RssAnon"));
                  std::this_thread::yield();
              }
          })
    {
    }
    std::size_t growth()
    {
        looking_.request_stop();
        if (looking_.joinable()) looking_.join();
        return most_ - before_;
    }

private:
    const std::size_t before_;
    std::atomic<std::size_t> most_;
    std::jthread looking_;
};

/// A CSV text of its own for each number: a good row, and rows whose names are much too long.
std::string large_text(std::size_t number)
{
    std::string text = "day,name\n" + std::to_string(2100 + number) + "-01-01,Ngày nghỉ\n";
    const std::string row = "2050-01-01," + std::string(64 * kib, static_cast<char>('a' + number)) + "\n";
    while (text.size() + row.size() <= size_of_each) text += row;
    return text;
}

class LargeBodies : public testing::TestWithParam<engine> {
protected:
    LargeBodies() : shared_(GetParam()), server_(options(shared_)), admin_(first_administrator(server_))
    {
        grant(admin_, "dost_officer");
        const auto granted = json::parse(admin_.get("/api/v1/core/grants?limit=50").body);
        json::array grants;
        for (const auto& each : granted.at("data").as_array()) grants.push_back(each.at("id"));
        const answer made = post(admin_, "/api/v1/core/actions/api-tokens",
                                 {{"name", "uploads"}, {"expires_at", in_a_month()}, {"limited_to", grants}});
        if (made.status != 201) throw std::runtime_error(made.body);
        token_ = json::value_to<std::string>(json::parse(made.body).at("secret"));
        for (std::size_t i = 0; i < clients; ++i) texts_.push_back(large_text(i));
        // Once before it counts: what is made at the first time stays.
        EXPECT_EQ(finish(begin("/api/v1/core/actions/attachments?name=first.csv", texts_[0]), texts_[0]).status, 201U);
    }

    static server_options options(const test_database& on_which)
    {
        auto with = on(on_which);
        with.environment["NSCL_LIMITS_EXPENSIVE_PER_MINUTE"] = "0";
        // One user's uploads wait for each other where his quota is counted.
        with.environment["NSCL_DATABASE_LEASE_TIMEOUT"] = "1m";
        return with;
    }

    /// A request of which all has been sent but the last byte of its body.
    http::raw_client& begin(const std::string& target, const std::string& body)
    {
        auto& client = open_.emplace_back(server_.port());
        client.send("POST " + target + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token_ +
                    "\r\nContent-Type: text/csv\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
        client.send(std::string_view{body}.substr(0, body.size() - 1));
        return client;
    }
    static http::raw_answer finish(http::raw_client& client, const std::string& body)
    {
        return client.ask(std::string_view{body}.substr(body.size() - 1));
    }

    /// Waits until bodies of so many bytes are on the server's disk.
    void await_on_disk(const std::function<bool(double)>& so_many)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        http_client watching{server_.port()};
        while (!so_many(metrics_text{watching.get("/metrics").body}.sum("nscl_http_body_disk_bytes"))) {
            if (std::chrono::steady_clock::now() > until) throw std::runtime_error("uploads do not arrive, or stay");
        }
    }
    void await_arrival()
    {
        double sent = 0;
        for (const auto& each : texts_) sent += static_cast<double>(each.size() - 1);
        await_on_disk([&](double bytes) { return bytes >= sent; });
    }

    /// What all clients together send to `target` at the same time is answered with `status`; returns the answers.
    std::vector<http::raw_answer> upload_at_once(const std::string& target, unsigned status)
    {
        open_.clear();
        for (const auto& each : texts_) begin(target, each);
        await_arrival();
        std::vector<http::raw_answer> answers(clients);
        {
            std::vector<std::jthread> finishing;
            for (std::size_t i = 0; i < clients; ++i)
                finishing.emplace_back([&, i] { answers[i] = finish(open_[i], texts_[i]); });
        }
        for (const auto& each : answers) EXPECT_EQ(each.status, status) << each.body;
        return answers;
    }

    /// All clients together take what lies at `target`; returns how much of it each got.
    std::vector<std::size_t> take_at_once(const std::string& target)
    {
        std::vector<std::size_t> sizes(clients);
        std::vector<std::jthread> taking;
        for (std::size_t i = 0; i < clients; ++i)
            taking.emplace_back([&, i] {
                http::raw_client client{server_.port()};
                const auto got = client.ask("GET " + target + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " +
                                            token_ + "\r\n\r\n");
                EXPECT_EQ(got.status, 200U) << got.body;
                sizes[i] = got.body.size();
            });
        taking.clear();
        return sizes;
    }

    /// Waits until the job that an import's answer names has done its work; returns what it tells.
    json::value await_job(const std::string& accepted)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{2};
        const std::string job = "/api/v1/core/jobs/" + std::to_string(json::parse(accepted).at("id").as_int64());
        while (std::chrono::steady_clock::now() < until) {
            auto now = json::parse(admin_.get(job).body);
            const auto state = json::value_to<std::string>(now.at("state"));
            if (state == "succeeded" || state == "failed") return now;
        }
        throw std::runtime_error("the import does not end");
    }

    static void expect_little(memory_watch& watch, std::size_t each)
    {
        const auto growth = watch.growth();
        std::cout << clients << " of " << each / mib << " MiB at once, memory " << growth / kib << " KiB more\n";
        if (!sanitized) {
            EXPECT_LT(growth, most_growth);
        }
    }

    const test_database shared_;
    server_process server_;
    api_user admin_;
    std::string token_;
    std::vector<std::string> texts_;
    std::deque<http::raw_client> open_;
};

TEST_P(LargeBodies, IsFlatWhileAttachmentsArriveAndAreStored)
{
    memory_watch watch{server_.pid()};
    upload_at_once("/api/v1/core/actions/attachments?name=large.csv", 201);
    expect_little(watch, size_of_each);
    EXPECT_EQ(server_.stop(), 0);
}

TEST_P(LargeBodies, IsFlatWhileImportsArriveWaitAndRun)
{
    memory_watch watch{server_.pid()};
    const auto answers = upload_at_once("/api/v1/programme/holidays/import?mode=proceed", 202);
    for (const auto& each : answers) {
        const auto done = await_job(each.body);
        EXPECT_EQ(done.at("state"), "succeeded") << done;
        EXPECT_EQ(done.at_pointer("/result/created"), 1) << done;
    }
    expect_little(watch, size_of_each);
    await_on_disk([](double bytes) { return bytes == 0; });
    EXPECT_EQ(server_.stop(), 0);
}

TEST_P(LargeBodies, IsFlatWhileFilesAreTaken)
{
    const auto stored = finish(begin("/api/v1/core/actions/attachments?name=large.csv", texts_[0]), texts_[0]);
    ASSERT_EQ(stored.status, 201U) << stored.body;
    const auto at = "/api/v1/core/actions/attachments/" + std::to_string(json::parse(stored.body).at("id").as_int64());
    take_at_once(at); // what connections keep of the database stays
    memory_watch watch{server_.pid()};
    EXPECT_EQ(take_at_once(at), std::vector(clients, texts_[0].size()));
    expect_little(watch, texts_[0].size());
    EXPECT_EQ(server_.stop(), 0);
}

TEST_P(LargeBodies, IsFlatWhileListsAreTaken)
{
    constexpr std::size_t rows = 25'000;
    std::string name;
    for (int times = 0; times < 45; ++times) name += " Đơn";
    std::string text = "name,type,commune\n";
    for (std::size_t row = 0; row < rows; ++row) text += std::to_string(row) + name + ",public_unit,05977\n";
    const auto imported = finish(begin("/api/v1/programme/organizations/import", text), text);
    ASSERT_EQ(imported.status, 202U) << imported.body;
    const auto done = await_job(imported.body);
    ASSERT_EQ(done.at("state"), "succeeded") << done;

    const std::string at = "/api/v1/programme/organizations/export?fields=name";
    take_at_once(at);
    memory_watch watch{server_.pid()};
    const auto sizes = take_at_once(at);
    for (const auto each : sizes) EXPECT_GT(each, rows * name.size());
    expect_little(watch, sizes.front());
    EXPECT_EQ(server_.stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(On, LargeBodies, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
