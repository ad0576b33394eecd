#include "core/accounts/durations.hpp"
#include "core/accounts/login_lock.hpp"
#include "tests/unit/accounts/account_world.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {

namespace {

using namespace std::chrono_literals;

class LoginLock : public account_world {
protected:
    void fail(int times, std::string_view name = "lan")
    {
        for (int i = 0; i < times; ++i) EXPECT_EQ(log_in(name, "wrong").status, 401U);
    }
};
NSCL_ON_EACH_DATABASE(LoginLock);

TEST(LoginLockDelay, DoublesFromTheFifthFailureUpToAnHour)
{
    using accounts::login_lock::delay_after;
    EXPECT_EQ(delay_after(4, 5), 0s);
    EXPECT_EQ(delay_after(5, 5), 30s);
    EXPECT_EQ(delay_after(6, 5), 60s);
    EXPECT_EQ(delay_after(7, 5), 120s);
    EXPECT_EQ(delay_after(1000, 5), 3600s);
}

TEST_P(LoginLock, RefusesEvenTheRightPasswordAfterFiveFailures)
{
    add_user("lan", "officer");
    fail(5);
    const auto answer = log_in("lan", good_password);
    EXPECT_EQ(answer.status, 429U);
    EXPECT_EQ(code_of(answer), "locked");
    EXPECT_EQ(header(answer, "Retry-After"), "30");
    EXPECT_EQ(journalled("login_failed"), 5);
    EXPECT_EQ(journalled("locked"), 1);
}

TEST_P(LoginLock, OpensWithTimeAndLocksForLongerAtTheNextFailure)
{
    add_user("lan", "officer");
    fail(5);
    clock().advance(30s);
    fail(1);
    clock().advance(59s);
    EXPECT_EQ(log_in("lan", good_password).status, 429U);
    clock().advance(1s);
    EXPECT_EQ(log_in("lan", good_password).status, 200U);
}

TEST_P(LoginLock, ForgetsFailuresAfterASuccess)
{
    add_user("lan", "officer");
    fail(4);
    logged_in("lan");
    fail(4);
    EXPECT_EQ(log_in("lan", good_password).status, 200U);
}

TEST_P(LoginLock, AnswersForUnknownNamesAsForKnownOnes)
{
    add_user("lan", "officer");
    const auto known = log_in("lan", "wrong");
    const auto unknown = log_in("nobody", "wrong");
    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.body, unknown.body);
    fail(4, "nobody");
    EXPECT_EQ(log_in("nobody", "wrong").status, 429U);
}

TEST_P(LoginLock, KeepsOneNamesFailuresFromAnother)
{
    add_user("lan", "officer");
    add_user("binh", "officer");
    fail(5);
    EXPECT_EQ(log_in("binh", good_password).status, 200U);
}

TEST_P(LoginLock, NeverJournalsWhatWasTypedForANameThatIsNobodys)
{
    log_in("My-Secret-Password-1", "My-Secret-Password-2");
    EXPECT_EQ(
        count(R"(SELECT COUNT(*) FROM core_journal WHERE "user_name" LIKE '%ecret%' OR "changes" LIKE '%ecret%')"), 0);
    EXPECT_EQ(journalled("login_failed"), 1);
}

} // namespace

} // namespace nscl::tests
