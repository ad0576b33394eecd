// What becomes of imports whose server is killed or told to go: their jobs say what is stored, and the same files can be sent again.
#include "tests/integration/administrator.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace nscl::tests {
namespace {

namespace json = boost::json;

const std::string holidays = "/api/v1/programme/holidays";

/// So many rows that the server is still at it when it is ended; their text is too long to be kept in memory.
std::int64_t many_for(engine which)
{
    return which == engine::sqlite ? 60'000 : 20'000;
}

/// Days that no seed names, one for each row.
std::string many_days(std::int64_t rows)
{
    std::string text = "day,name\n";
    std::chrono::sys_days day = std::chrono::year{2035} / 1 / 1;
    for (std::int64_t i = 0; i < rows; ++i, day += std::chrono::days{1}) {
        const std::chrono::year_month_day of{day};
        const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
        text += std::to_string(static_cast<int>(of.year())) + "-" + two(static_cast<unsigned>(of.month())) + "-" +
                two(static_cast<unsigned>(of.day())) + ",Ngày nghỉ\n";
    }
    return text;
}

class InterruptedImport : public testing::TestWithParam<engine> {
protected:
    InterruptedImport() : shared_(GetParam())
    {
        server_.emplace(on(shared_));
        admin_.emplace(first_administrator(*server_));
        grant(*admin_, "dost_officer");
        at_first_ = stored();
    }

    /// The job of an import.
    std::int64_t send(const std::string& text, const std::string& mode)
    {
        const answer got =
            admin_->send({"POST", holidays + "/import?mode=" + mode, {{"Content-Type", "text/csv"}}, text});
        if (got.status != 202) throw std::runtime_error(got.body);
        return json::parse(got.body).at("id").as_int64();
    }

    json::object job(std::int64_t id)
    {
        const answer got = admin_->get("/api/v1/core/jobs/" + std::to_string(id));
        if (got.status != 200) throw std::runtime_error(got.body);
        return json::parse(got.body).as_object();
    }
    std::string state(std::int64_t id) { return json::value_to<std::string>(job(id).at("state")); }

    json::object await(std::int64_t id, const std::function<bool(const json::object&)>& what)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{2};
        while (true) {
            auto now = job(id);
            if (what(now)) return now;
            if (std::chrono::steady_clock::now() > until) throw std::runtime_error("it stays " + json::serialize(now));
            std::this_thread::yield();
        }
    }
    json::object await_end(std::int64_t id)
    {
        return await(
            id, [](const json::object& now) { return now.at("state") == "succeeded" || now.at("state") == "failed"; });
    }
    void await_running(std::int64_t id)
    {
        await(id, [](const json::object& now) { return now.at("state") == "running"; });
    }

    /// How many records there are.
    std::int64_t stored()
    {
        return json::parse(admin_->get(holidays + "?count=exact&limit=1").body).at_pointer("/page/count").as_int64();
    }
    std::int64_t new_ones() { return stored() - at_first_; }

    void start_again()
    {
        server_.reset();
        server_.emplace(on(shared_));
        admin_->reconnect(server_->port());
    }
    /// As if everybody had been silent for longer than a process may be.
    void let_time_pass()
    {
        shared_.open()->write([](database::transaction& in) { in.execute("UPDATE core_job_lease SET expires_at=1"); });
    }

    /// It failed because its process ended, when so many of its rows were stored.
    static void expect_interrupted(const json::object& of, std::int64_t created)
    {
        EXPECT_EQ(of.at("state"), "failed");
        EXPECT_EQ(of.at("progress"), created);
        EXPECT_EQ(of.at("failures"), 0);
        EXPECT_FALSE(of.at("finished_at").is_null());
        EXPECT_EQ(of.at("result").at("code"), "job_interrupted");
        EXPECT_EQ(of.at("result").at("created"), created);
    }

    const test_database shared_;
    std::optional<server_process> server_;
    std::optional<api_user> admin_;
    std::int64_t at_first_ = 0;
    const std::int64_t rows_ = many_for(GetParam());
    const std::string days_ = many_days(rows_);
};

TEST_P(InterruptedImport, TellsHowFarItCameWhenTheServerIsKilledAndTheWaitingOnesThatTheyNeverBegan)
{
    const auto running = send(days_, "proceed");
    const auto waiting = send(days_, "rollback");
    const auto last = send(days_, "proceed");
    await(running, [](const json::object& now) { return now.at("progress").as_int64() > 0; });
    ASSERT_EQ(state(waiting), "queued");
    server_->cut_off();

    let_time_pass();
    start_again();
    const auto kept = new_ones();
    EXPECT_GT(kept, 0);
    EXPECT_LT(kept, rows_);
    expect_interrupted(job(running), kept);
    expect_interrupted(job(waiting), 0);
    expect_interrupted(job(last), 0);

    // The same again: what is in is refused row by row, the rest comes in.
    const auto again = await_end(send(days_, "proceed"));
    EXPECT_EQ(again.at("state"), "succeeded");
    EXPECT_EQ(again.at("progress"), rows_);
    EXPECT_EQ(again.at("failures"), kept);
    EXPECT_EQ(again.at("result").at("created"), rows_ - kept);
    EXPECT_EQ(new_ones(), rows_);
    EXPECT_EQ(server_->stop(), 0);
}

TEST_P(InterruptedImport, HasStoredNothingWhenItWasAllOrNothingAndTheServerIsKilled)
{
    const auto running = send(days_, "rollback");
    await_running(running);
    server_->cut_off();

    start_again();
    EXPECT_EQ(state(running), "running") << "for whoever runs it might only be slow";
    EXPECT_EQ(new_ones(), 0);
    let_time_pass();
    expect_interrupted(await_end(running), 0); // which the server notices by itself, a quarter of a lease later

    const auto again = await_end(send(days_, "rollback"));
    EXPECT_EQ(again.at("state"), "succeeded");
    EXPECT_EQ(again.at("result").at("created"), rows_);
    EXPECT_EQ(new_ones(), rows_);
    EXPECT_EQ(server_->stop(), 0);
}

TEST_P(InterruptedImport, EndsWithTheServerThatIsToldToGo)
{
    const auto running = send(days_, "proceed");
    const auto waiting = send(days_, "rollback");
    await(running, [](const json::object& now) { return now.at("progress").as_int64() > 0; });
    EXPECT_EQ(server_->stop(), 0);

    start_again();
    expect_interrupted(job(running), new_ones());
    expect_interrupted(job(waiting), 0);
    EXPECT_LT(new_ones(), rows_);

    const auto in_one = send(days_, "rollback");
    await_running(in_one);
    const auto before = new_ones();
    EXPECT_EQ(server_->stop(), 0);
    start_again();
    expect_interrupted(job(in_one), 0);
    EXPECT_EQ(new_ones(), before);
    EXPECT_EQ(server_->stop(), 0);
}

INSTANTIATE_TEST_SUITE_P(On, InterruptedImport, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
