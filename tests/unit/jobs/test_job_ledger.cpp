#include "core/database/error.hpp"
#include "core/jobs/csv_import.hpp"
#include "tests/unit/entities/club.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <future>

namespace nscl::tests {

using entities::record_id;
using jobs::job_ledger;
using testing::HasSubstr;

namespace {

constexpr platform::instant lifetime =
    std::chrono::duration_cast<std::chrono::microseconds>(job_ledger::lifetime).count();

/// A database that takes no writes for a while.
class resting_database final : public database::database {
public:
    explicit resting_database(nscl::database::database& real) : real_(real) {}

    bool rests = false;

    const nscl::database::dialect& dialect() const override { return real_.dialect(); }
    nscl::database::write_counts counts() const override { return real_.counts(); }
    nscl::database::connection_counts connections() const override { return real_.connections(); }
    bool crowded() const override { return real_.crowded(); }
    nscl::database::fault_counts faults() const override { return real_.faults(); }
    void resolve_lost_commits_with(std::function<bool(nscl::database::reader&, const std::string&)>) override {}

private:
    void run_read(isolation, const std::function<void(nscl::database::reader&)>& fn) override { real_.read(fn); }
    void run_write(const std::function<bool(nscl::database::transaction&)>& fn,
                   nscl::database::commit_sharing sharing) override
    {
        if (rests) throw nscl::database::error{nscl::database::fault::busy, "resting"};
        real_.write(
            [&](nscl::database::transaction& in) -> messages::outcome<> {
                if (fn(in)) return {};
                return messages::refuse(messages::reason::invalid, "invalid");
            },
            sharing);
    }

    nscl::database::database& real_;
};

} // namespace

class JobLedger : public club_test {
protected:
    JobLedger() : hue(add_branch("Huế")) {}

    record_id begin(job_ledger& of)
    {
        const auto job = of.create("import", "club.member", 0, R"({"mode":"proceed"})");
        db().write([&](database::transaction& in) { of.tell(in, job, {.state = "running"}); });
        return job;
    }
    std::string text(record_id job, std::string_view name)
    {
        const auto read = club.read(almighty(), "core.job", job).value();
        const auto* found = std::get_if<std::string>(&read.values[club.field("core.job", name)]);
        return found ? *found : "";
    }
    std::int64_t number(record_id job, std::string_view name)
    {
        return std::get<std::int64_t>(
            club.read(almighty(), "core.job", job).value().values[club.field("core.job", name)]);
    }
    std::int64_t leases() { return club.count("SELECT COUNT(*) FROM core_job_lease"); }

    std::unique_ptr<jobs::csv_import> import_of(int rows, jobs::import_mode mode)
    {
        std::string text = "name,branch\n";
        for (int i = 0; i < rows; ++i) text += "Người " + std::to_string(i) + ",Huế\n";
        return jobs::csv_import::prepare({.store = club.store,
                                          .who = std::make_shared<const entities::caller>(almighty()),
                                          .of = &club.entity("club.member"),
                                          .mode = mode,
                                          .text = http::request_body{std::move(text)}})
            .value();
    }

    job_ledger& mine = *club.ledger;
    job_ledger other{db(), club.store, club.clock, "another process"};
    record_id hue;
};
NSCL_ON_EACH_DATABASE(JobLedger);

TEST_P(JobLedger, FailsTheJobsOfAProcessThatIsGone)
{
    const auto job = begin(other);
    db().write(
        [&](database::transaction& in) { other.tell(in, job, {.state = "running", .progress = 500, .failures = 2}); });
    const auto waiting = other.create("import", "club.member", 0, "{}");
    club.clock.at += lifetime + 1;
    mine.keep();
    EXPECT_EQ(text(job, "state"), "failed");
    EXPECT_EQ(number(job, "progress"), 500);
    EXPECT_EQ(number(job, "finished_at"), club.clock.at);
    const auto result = boost::json::parse(text(job, "result"));
    EXPECT_EQ(result.at("code").as_string(), "job_interrupted");
    EXPECT_EQ(result.at("created").as_int64(), 498);
    EXPECT_EQ(text(waiting, "state"), "failed");
    EXPECT_EQ(leases(), 0);
    for (const auto language : {messages::language::vi, messages::language::en})
        EXPECT_NE(club.catalogue.render("job_interrupted", {}, language), "job_interrupted");
}

TEST_P(JobLedger, LeavesTheJobsOfALiveProcessAlone)
{
    const auto job = begin(other);
    for (int i = 0; i < 5; ++i) {
        club.clock.at += lifetime / 2;
        other.keep();
        mine.keep();
    }
    EXPECT_EQ(text(job, "state"), "running");
}

TEST_P(JobLedger, LetsAProcessThatWasTakenForGoneStoreNothingMore)
{
    const auto job = begin(other);
    club.clock.at += lifetime + 1;
    mine.keep();
    EXPECT_THROW(db().write([&](database::transaction& in) {
        club.store
            ->create(in, almighty(), entities::authority::plugin, club.entity("club.branch"),
                     club.values("club.branch", {{"name", "\"Vinh\""}}))
            .value();
        other.tell(in, job, {.state = "succeeded", .progress = 1});
    }),
                 jobs::lease_lost);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_branch"), 1);
    other.end(job, {.state = "succeeded", .progress = 1});
    EXPECT_EQ(text(job, "state"), "failed");
}

TEST_P(JobLedger, FindsJobsThatNobodyLeases)
{
    const auto job = club.add("core.job", {{"kind", "\"import\""}, {"state", "\"running\""}});
    const auto done = club.add("core.job", {{"kind", "\"import\""}, {"state", "\"succeeded\""}});
    const auto live = begin(other);
    mine.find_left_behind();
    mine.keep();
    EXPECT_EQ(text(job, "state"), "failed");
    EXPECT_EQ(text(done, "state"), "succeeded");
    EXPECT_EQ(text(live, "state"), "running");
}

TEST_P(JobLedger, FailsItsOwnWhenTheProcessEnds)
{
    const auto job = begin(mine);
    const auto live = begin(other);
    mine.close();
    EXPECT_EQ(text(job, "state"), "failed");
    EXPECT_THAT(text(job, "result"), HasSubstr("job_interrupted"));
    EXPECT_EQ(text(live, "state"), "running");
}

TEST_P(JobLedger, RepeatsAnEndThatTheDatabaseDidNotTake)
{
    resting_database resting{db()};
    job_ledger ledger{resting, club.store, club.clock, "a third process"};
    const auto job = begin(ledger);
    resting.rests = true;
    ledger.end(job, {.state = "succeeded", .progress = 3, .total = 3});
    EXPECT_EQ(text(job, "state"), "running");
    resting.rests = false;
    ledger.keep();
    EXPECT_EQ(text(job, "state"), "succeeded");
    EXPECT_EQ(leases(), 0);
}

TEST_P(JobLedger, EndsAnImportWhoseFailureCouldNotBeToldAtOnce)
{
    resting_database resting{db()};
    job_ledger ledger{resting, club.store, club.clock, "a third process"};
    club.callbacks.hooks[3] = [&](entities::change&) {
        resting.rests = true;
        throw std::runtime_error("broken");
    };
    const auto work = import_of(3, jobs::import_mode::proceed);
    const jobs::csv_import::surroundings at{resting, ledger, ledger.create("import", "club.member", 0, "{}"),
                                            club.catalogue};
    work->run(at, {});
    EXPECT_EQ(text(at.job, "state"), "running");
    resting.rests = false;
    ledger.keep();
    EXPECT_EQ(text(at.job, "state"), "failed");
    EXPECT_THAT(text(at.job, "result"), HasSubstr("job_failed"));
}

TEST_P(JobLedger, KeepsWhatAnInterruptedImportStoredBatchByBatch)
{
    std::stop_source stop;
    club.callbacks.hooks[3] = [&](entities::change& of) {
        if (std::get<std::string>(of.after->values[0]) == "Người 1200") stop.request_stop();
    };
    const auto work = import_of(1700, jobs::import_mode::proceed);
    const jobs::csv_import::surroundings at{db(), mine, mine.create("import", "club.member", 0, "{}"), club.catalogue};
    work->run(at, stop.get_token());
    EXPECT_EQ(text(at.job, "state"), "failed");
    EXPECT_THAT(text(at.job, "result"), HasSubstr("job_interrupted"));
    EXPECT_EQ(number(at.job, "progress"), 1000);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 1000);
}

TEST_P(JobLedger, StoresNothingOfAnInterruptedImportThatIsAllOrNothing)
{
    std::stop_source stop;
    club.callbacks.hooks[3] = [&](entities::change& of) {
        if (std::get<std::string>(of.after->values[0]) == "Người 5") stop.request_stop();
    };
    const auto work = import_of(10, jobs::import_mode::rollback);
    const jobs::csv_import::surroundings at{db(), mine, mine.create("import", "club.member", 0, "{}"), club.catalogue};
    work->run(at, stop.get_token());
    EXPECT_THAT(text(at.job, "result"), HasSubstr("job_interrupted"));
    EXPECT_EQ(number(at.job, "progress"), 0);
    EXPECT_EQ(club.count("SELECT COUNT(*) FROM club_member"), 0);
}

TEST_P(JobLedger, FailsImportsThatWaitWhenTheServerStops)
{
    std::promise<void> begun;
    ASSERT_TRUE(club.jobs.run({.run = [&](const std::stop_token& stopping) {
        std::promise<void> asked;
        const std::stop_callback tell{stopping, [&] { asked.set_value(); }};
        begun.set_value();
        asked.get_future().wait();
    }}));
    begun.get_future().wait();
    const auto import = [&](std::size_t size) {
        return club.ask(http::verb::post, "/api/v1/club/members/import",
                        "name,branch\n" + std::string(size, 'x') + ",Huế\n", {{"content-type", "text/csv"}});
    };
    const auto waiting = import(50'000);
    ASSERT_EQ(waiting.status, 202U) << waiting.body;
    // 64 KiB of texts may wait.
    const auto refused = import(20'000);
    EXPECT_EQ(refused.status, 503U);
    EXPECT_THAT(refused.body, HasSubstr("queue_full"));
    EXPECT_EQ(import(1'000).status, 202U);

    club.jobs.stop();
    const auto job = boost::json::parse(waiting.body).at("id").as_int64();
    EXPECT_EQ(text(job, "state"), "failed");
    EXPECT_THAT(text(job, "result"), HasSubstr("job_interrupted"));
    EXPECT_EQ(leases(), 0);
}

} // namespace nscl::tests
