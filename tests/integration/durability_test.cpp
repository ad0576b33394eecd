// What was answered is stored: servers that are cut off in the middle of concurrent writes, a hundred times on each database.
#include "tests/integration/department.hpp"
#include "tests/support/command_run.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace nscl::tests {
namespace {

namespace json = boost::json;

constexpr unsigned cuts = 100;
constexpr std::size_t writers = 6;
constexpr std::size_t most_answers_of_a_life = 40;
constexpr std::int64_t plan_vnd = 7'866'000'000;
/// Each applies once for each content: enough of both that there is something to submit in the last life too.
constexpr std::size_t applying_units = 30;
constexpr unsigned last_lives = 10;
/// Applications that wait for the leader, who approves one of them now and then. All together want more than half of what the line is given
/// at first, and some of its later allocations are below what is committed by then.
constexpr std::size_t most_waiting = 30;
constexpr std::int64_t support_vnd = 60'000'000;
constexpr std::int64_t first_allocation_vnd = 3'000'000'000;

const std::string budget_lines = "/api/v1/programme/budget-lines";

/// A write that the server has answered: what its record must say from then on.
struct promise {
    std::string path;
    std::int64_t version = 0;
    json::object values; ///< as long as the record is of that version
};

/// What clients were told. Thread-safe.
class promises {
public:
    void add(promise made)
    {
        const std::lock_guard lock{guard_};
        made_.push_back(std::move(made));
        more_.notify_all();
    }
    /// Waits until so many are there that nobody took; false when they do not come.
    bool reach(std::size_t many)
    {
        std::unique_lock lock{guard_};
        return more_.wait_for(lock, std::chrono::minutes{1}, [&] { return made_.size() >= many; });
    }
    std::vector<promise> take()
    {
        const std::lock_guard lock{guard_};
        return std::exchange(made_, {});
    }

private:
    std::mutex guard_;
    std::condition_variable more_;
    std::vector<promise> made_;
};

class Durability : public testing::TestWithParam<engine> {
protected:
    Durability() : shared_(GetParam())
    {
        server_process server{here()};
        admin_.emplace(first_administrator(server));
        for (const char* role : {"dost_officer", "dof_officer"}) grant(*admin_, role);
        commune_ = first_id(*admin_, "/api/v1/programme/communes?limit=1");
        contents_ = ids("/api/v1/programme/support-contents?filter[code][starts]=tool_&limit=50");
        lines_ = ids(budget_lines + "?limit=50");
        line_ = first_id(*admin_, budget_lines + "?filter[code]=2026.standards");
        json::array homes;
        for (std::size_t i = 0; i < applying_units; ++i) {
            homes_.push_back(created(
                post(*admin_, organizations,
                     {{"name", "Trung tâm " + std::to_string(i)}, {"type", "public_unit"}, {"commune", commune_}})));
            homes.emplace_back(homes_.back());
        }
        grant(*admin_, "organization_user", {{"organization", homes}});
        bring_to_the_leader(server);
    }

    void bring_to_the_leader(const server_process& server)
    {
        const auto home = created(post(
            *admin_, organizations,
            {{"name", "Hợp tác xã Na"}, {"tax_code", "4901234561"}, {"type", "cooperative"}, {"commune", commune_}}));
        department at{*admin_, server, home};
        patch(at.finance.at, budget_lines + "/" + std::to_string(line_),
              {{"allocated_vnd", first_allocation_vnd}, {"allocation_no", "01"}});
        support_half(at);
        for (std::size_t i = 0; i < most_waiting; ++i)
            waiting_.push_back(appraised(at, home, contents_.at(i), line_, support_vnd));
        leader_.emplace(std::move(at.leader.at));
    }

    server_options here() const { return on(shared_); }

    json::value read(const std::string& target)
    {
        const answer got = admin_->get(target);
        if (got.status != 200) throw std::runtime_error(target + ": " + got.body);
        return json::parse(got.body);
    }

    std::vector<std::int64_t> ids(const std::string& target)
    {
        const auto listed = read(target);
        std::vector<std::int64_t> found;
        for (const auto& each : listed.at("data").as_array()) found.push_back(each.at("id").as_int64());
        if (found.empty()) throw std::runtime_error("nothing at " + target);
        return found;
    }

    /// Writes until the server is gone.
    void write(std::uint16_t port, unsigned seed)
    {
        std::mt19937 random{seed};
        try {
            api_user by = admin_->also_at(port);
            api_user leader = leader_->also_at(port);
            for (unsigned turn = 0;; ++turn) {
                const std::string name = "Đơn vị " + std::to_string(seed) + "-" + std::to_string(turn);
                switch (random() % 12) {
                case 0: approve_one(leader, waiting_[random() % waiting_.size()]); break;
                case 1:
                case 2:
                case 3: create(by, name); break;
                case 4:
                case 5:
                case 6:
                case 7: apply(by, homes_[random() % homes_.size()], contents_[random() % contents_.size()]); break;
                default:
                    allocate(by, random() % 4 == 0 ? line_ : lines_[random() % lines_.size()],
                             1'000'000 * static_cast<std::int64_t>(random() % 3000));
                }
            }
        } catch (const std::runtime_error&) { // no answer, so no promise
        }
    }

    void create(api_user& by, const std::string& name)
    {
        const answer got = post(by, organizations, {{"name", name}, {"type", "public_unit"}, {"commune", commune_}});
        const std::string path = organizations + "/" + std::to_string(created(got));
        made_.add({path, 1, {{"name", name}}});
    }

    void apply(api_user& by, std::int64_t organization, std::int64_t content)
    {
        const answer drafted = post(by, applications,
                                    {{"organization", organization},
                                     {"content", content},
                                     {"requested_vnd", 1000000},
                                     {"estimated_value_vnd", 2000000},
                                     {"description", "ISO 9001"},
                                     {"double_funding_declared", true}});
        const std::string path = applications + "/" + std::to_string(created(drafted));
        made_.add({path, version_of(drafted), json::parse(drafted.body).as_object()});
        const answer got = post(by, path + "/transitions/submit", json::object{}, {{"If-Match", "*"}});
        if (got.status == 200) {
            made_.add({path, version_of(got), {{"state", "submitted"}}});
            ++submitted_;
        } else {
            EXPECT_EQ(got.status, 409U) << got.body;
        }
    }

    void approve_one(api_user& leader, const std::string& path)
    {
        const answer got = approve(leader, path, "01");
        if (got.status == 200)
            made_.add({path, version_of(got), {{"state", "approved"}, {"committed_vnd", support_vnd}}});
        else // approved already, or the line has too little by now
            EXPECT_THAT(got.status, testing::AnyOf(409U, 422U)) << got.body;
    }

    void allocate(api_user& by, std::int64_t line, std::int64_t amount)
    {
        const std::string path = budget_lines + "/" + std::to_string(line);
        const answer got = by.send({"PATCH",
                                    path,
                                    {{"Content-Type", "application/json"}, {"If-Match", "*"}},
                                    json::serialize(json::object{{"allocated_vnd", amount}})});
        // The answer shows the record after every write of its commit: another writer's may have come after this one.
        if (got.status == 200)
            made_.add({path, version_of(got), {{"allocated_vnd", json::parse(got.body).at("allocated_vnd")}}});
        else
            EXPECT_EQ(got.status, 422U) << got.body;
    }

    static std::int64_t version_of(const answer& got) { return json::parse(got.body).at("version").as_int64(); }

    void is_kept(const promise& made)
    {
        const answer got = admin_->get(made.path);
        ASSERT_EQ(got.status, 200U) << made.path << " was answered and is gone: " << got.body;
        const auto record = json::parse(got.body);
        const auto version = record.at("version").as_int64();
        ASSERT_GE(version, made.version) << made.path;
        if (version > made.version) return;
        for (const auto& each : made.values) EXPECT_EQ(record.at(each.key()), each.value()) << made.path;
    }

    /// Every change of a record has its row, and none has two: the versions are 1, 2, 3, ... A line is locked before an approval books on
    /// it, and a lock raises the version too.
    void has_its_history(const std::string& path)
    {
        auto expected = read(path).at("version").as_int64();
        each_of(path + "/history", [&](const json::value& row) {
            EXPECT_EQ(row.at("version").as_int64(), expected) << path;
            expected -= books(row) ? 2 : 1;
        });
        EXPECT_EQ(expected, 0) << path << " lacks the beginning of its history";
    }

    static bool books(const json::value& row)
    {
        return row.at("action") == "update" && row.at_pointer("/changes/0/field") == "committed_vnd";
    }

    /// All records of a list, page by page.
    template <class Visit>
    void each_of(const std::string& list, Visit visit)
    {
        const std::string next_page = list + (list.find('?') == std::string::npos ? "?cursor=" : "&cursor=");
        std::string cursor;
        do {
            const auto page = read(cursor.empty() ? list : next_page + cursor);
            for (const auto& each : page.at("data").as_array()) visit(each);
            const auto& next = page.at_pointer("/page/next");
            cursor = next.is_null() ? "" : std::string{next.as_string()};
        } while (!cursor.empty());
    }

    void applied_once()
    {
        std::set<std::pair<std::int64_t, std::int64_t>> applied;
        each_of(applications + "?filter[state]=submitted&fields=organization,content&limit=200",
                [&](const json::value& each) {
                    const auto organization = each.at_pointer("/organization/id").as_int64();
                    const auto content = each.at_pointer("/content/id").as_int64();
                    EXPECT_TRUE(applied.emplace(organization, content).second)
                        << organization << " twice for content " << content;
                });
    }

    /// What is allocated is within the plan, what is committed within the allocation, and it is what the approved applications say.
    void within_plan()
    {
        std::int64_t allocated = 0;
        std::int64_t committed = 0;
        each_of(budget_lines + "?limit=200", [&](const json::value& line) {
            const auto given = line.at("allocated_vnd").as_int64();
            EXPECT_LE(line.at("committed_vnd").as_int64(), given) << line.at("id");
            allocated += given;
            committed += line.at("committed_vnd").as_int64();
        });
        EXPECT_LE(allocated, plan_vnd);
        std::int64_t approved = 0;
        each_of(applications + "?filter[state]=approved&fields=committed_vnd&limit=200",
                [&](const json::value& each) { approved += each.at("committed_vnd").as_int64(); });
        EXPECT_EQ(committed, approved);
        committed_ = committed;
    }

    /// Nothing of the journal was altered, lost or left unsealed.
    void chain_holds() const
    {
        const auto checked = run_nscl(
            {"audit", "verify"}, {},
            {{"NSCL_DATABASE_URL", shared_.settings().url}, {"NSCL_DATABASE_PASSWORD", shared_.settings().password}});
        EXPECT_EQ(checked.status, 0) << checked.output << checked.errors;
    }

    const test_database shared_;
    std::optional<api_user> admin_;
    std::int64_t commune_ = 0;
    std::vector<std::int64_t> homes_;
    std::vector<std::int64_t> contents_;
    std::vector<std::int64_t> lines_;
    std::int64_t line_ = 0;            ///< whose money is committed
    std::vector<std::string> waiting_; ///< applications
    std::optional<api_user> leader_;
    std::atomic<std::size_t> submitted_{0};
    std::int64_t committed_ = 0;
    promises made_;
};

TEST_P(Durability, KeepsWhatWasAnsweredThroughAHundredCuts)
{
    std::mt19937 random{20261126};
    std::set<std::string> touched;
    std::size_t kept = 0;
    for (unsigned cut = 0; cut <= cuts; ++cut) {
        server_process server{here()};
        admin_->reconnect(server.port());
        const auto to_check = made_.take();
        for (const promise& made : to_check) {
            is_kept(made);
            if (HasFatalFailure()) return;
            touched.insert(made.path);
        }
        kept += to_check.size();
        applied_once();
        within_plan();
        if (cut == cuts) {
            for (const std::string& path : touched) has_its_history(path);
            EXPECT_EQ(server.stop(), 0);
            chain_holds();
            break;
        }
        if (cut == cuts - last_lives) submitted_ = 0;
        const std::size_t enough = 1 + random() % most_answers_of_a_life;
        std::vector<std::jthread> clients;
        for (std::size_t i = 0; i < writers; ++i)
            clients.emplace_back([&, seed = random()] { write(server.port(), static_cast<unsigned>(seed)); });
        const bool worked = made_.reach(enough);
        server.cut_off();
        ASSERT_TRUE(worked) << "the server answers nobody any more:\n" << server.log();
    }
    EXPECT_GE(kept, cuts);
    EXPECT_GT(submitted_, 0U) << "in the last lives nobody could submit anything";
    EXPECT_GT(committed_, 0) << "nothing was ever approved";
    RecordProperty("answers_kept", static_cast<int>(kept));
}
INSTANTIATE_TEST_SUITE_P(On, Durability, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
