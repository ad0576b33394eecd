#pragma once

#include "core/database/database.hpp"
#include "tests/integration/administrator.hpp"
#include "tests/support/test_database.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace nscl::tests {

inline const std::string users = "/api/v1/core/users";

/// Sends creates until it is told to stop, and counts what it is answered.
class create_stream {
public:
    create_stream(const api_user& admin, std::uint16_t port, std::size_t clients)
    {
        for (std::size_t i = 0; i < clients; ++i)
            threads_.emplace_back([this, i, by = admin.also_at(port)](const std::stop_token& stopped) mutable {
                for (std::size_t n = 0; !stopped.stop_requested(); ++n)
                    note(post(by, users,
                              {{"username", "nguoi-" + std::to_string(i) + "-" + std::to_string(n)},
                               {"display_name", "Người dùng"}}));
            });
    }

    /// Waits until so many were answered with this status from now on; false when they are not within a minute.
    bool sees(unsigned status, std::size_t many)
    {
        std::unique_lock lock{guard_};
        const auto enough = by_status_[status] + many;
        return changed_.wait_for(lock, std::chrono::minutes{1}, [&] { return by_status_[status] >= enough; });
    }

    /// Ends; returns how many of each status.
    std::map<unsigned, std::size_t> end()
    {
        threads_.clear();
        return by_status_;
    }

    /// The code of the last 503.
    std::string code() const
    {
        const std::lock_guard lock{guard_};
        return code_;
    }

    /// How many were told that nobody knows whether their record is there.
    std::size_t unknown() const
    {
        const std::lock_guard lock{guard_};
        return unknown_;
    }

private:
    void note(const answer& got)
    {
        const std::lock_guard lock{guard_};
        ++by_status_[got.status];
        if (got.status == 503) {
            code_ = boost::json::parse(got.body).at("code").as_string();
            if (code_ == "outcome_unknown") ++unknown_;
            EXPECT_NE(got.header("retry-after"), "");
        }
        changed_.notify_all();
    }

    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::map<unsigned, std::size_t> by_status_;
    std::string code_;
    std::size_t unknown_ = 0;
    std::vector<std::jthread> threads_;
};

/// Records that streams have created.
std::size_t created_by_streams(api_user& admin);

/// The first that the first client of a stream creates.
inline const std::string one_of_streams = users + "?filter[username]=nguoi-0-0";

/// Every record of a stream has its one row of history, and in the database the users, the journal's rows that say "created" and the words
/// to search by are of the same records.
void nothing_is_half_done(api_user& admin, database::database& stored);
void nothing_is_half_done(api_user& admin, const test_database& stored);

} // namespace nscl::tests
