// What was answered is stored: servers that are cut off in the middle of concurrent writes, a hundred times on each database.
#include "tests/integration/administrator.hpp"
#include "tests/support/command_run.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

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
        home_ = created(post(
            *admin_, organizations,
            {{"name", "Hợp tác xã Na"}, {"tax_code", "4901234561"}, {"type", "cooperative"}, {"commune", commune_}}));
        grant(*admin_, "organization_user", {{"organization", json::array{home_}}});
        contents_ = ids("/api/v1/programme/support-contents?filter[code][starts]=tool_&limit=50");
        lines_ = ids(budget_lines + "?limit=50");
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
            for (unsigned turn = 0;; ++turn) {
                const std::string name = "Đơn vị " + std::to_string(seed) + "-" + std::to_string(turn);
                switch (random() % 3) {
                case 0: create(by, name); break;
                case 1: apply(by, contents_[random() % contents_.size()]); break;
                default:
                    allocate(by, lines_[random() % lines_.size()],
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

    void apply(api_user& by, std::int64_t content)
    {
        const std::string path = applications + "/" +
                                 std::to_string(created(post(by, applications,
                                                             {{"organization", home_},
                                                              {"content", content},
                                                              {"requested_vnd", 1000000},
                                                              {"estimated_value_vnd", 2000000},
                                                              {"description", "ISO 9001"},
                                                              {"double_funding_declared", true}})));
        const answer got = post(by, path + "/transitions/submit", json::object{}, {{"If-Match", "*"}});
        if (got.status == 200)
            made_.add({path, version_of(got), {{"state", "submitted"}}});
        else
            EXPECT_EQ(got.status, 409U) << got.body;
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

    /// Every change of a record has its row, and none has two: the versions are 1, 2, 3, ...
    void has_its_history(const std::string& path)
    {
        const auto record = read(path);
        const auto history = read(path + "/history");
        const auto& rows = history.at("data").as_array();
        auto expected = record.at("version").as_int64();
        for (const auto& row : rows) ASSERT_EQ(row.at("version").as_int64(), expected--) << path;
        ASSERT_TRUE(expected == 0 || rows.size() == 50) << path << " lacks the beginning of its history";
    }

    void applied_once()
    {
        const auto listed = read(applications + "?filter[state]=submitted&limit=200");
        std::set<std::int64_t> contents;
        for (const auto& each : listed.at("data").as_array()) {
            const auto content = each.at_pointer("/content/id").as_int64();
            EXPECT_TRUE(contents.insert(content).second) << "twice for content " << content;
        }
    }

    void within_plan()
    {
        std::int64_t allocated = 0;
        const auto listed = read(budget_lines + "?limit=200");
        for (const auto& line : listed.at("data").as_array()) {
            const auto* amount = line.at("allocated_vnd").if_int64();
            if (amount != nullptr) allocated += *amount;
        }
        EXPECT_LE(allocated, plan_vnd);
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
    std::int64_t home_ = 0;
    std::vector<std::int64_t> contents_;
    std::vector<std::int64_t> lines_;
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
        const std::size_t enough = 1 + random() % most_answers_of_a_life;
        std::vector<std::jthread> clients;
        for (std::size_t i = 0; i < writers; ++i)
            clients.emplace_back([&, seed = random()] { write(server.port(), static_cast<unsigned>(seed)); });
        const bool worked = made_.reach(enough);
        server.cut_off();
        ASSERT_TRUE(worked) << "the server answers nobody any more:\n" << server.log();
    }
    EXPECT_GE(kept, cuts);
    RecordProperty("answers_kept", static_cast<int>(kept));
}
INSTANTIATE_TEST_SUITE_P(On, Durability, testing::Values(engine::sqlite, engine::mariadb), engine_name);

} // namespace
} // namespace nscl::tests
