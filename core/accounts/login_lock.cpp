#include "core/accounts/login_lock.hpp"

#include "core/accounts/durations.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

#include <algorithm>
#include <string>

namespace nscl::accounts::login_lock {

namespace {

std::string key_of(std::string_view username)
{
    return platform::to_hex(platform::sha256(username));
}

messages::refusal locked(platform::instant remaining)
{
    const auto seconds =
        (remaining + microseconds(std::chrono::seconds{1}) - 1) / microseconds(std::chrono::seconds{1});
    auto refused = refuse(messages::reason::too_many_requests, "locked", {{"seconds", std::to_string(seconds)}});
    refused.retry_after = static_cast<int>(seconds);
    return refused;
}

struct counted {
    std::int64_t failures = 0;
    platform::instant locked_until = 0;
    platform::instant last_at = 0;
};

counted read_locked(database::transaction& in, const std::string& key)
{
    counted found;
    const database::value parameters[] = {key};
    static constexpr database::column types[] = {database::column::integer, database::column::integer,
                                                 database::column::integer};
    in.query(R"(SELECT "failures","locked_until","last_at" FROM core_login_failure WHERE "name"=?)" +
                 std::string{in.dialect().for_update()},
             parameters, types,
             [&](const database::row& row) { found = {row.integer(0), row.integer(1), row.integer(2)}; });
    return found;
}

} // namespace

std::chrono::seconds delay_after(std::int64_t failures, unsigned allowed)
{
    const std::int64_t over = failures - std::int64_t{allowed};
    if (over < 0) return std::chrono::seconds{0};
    constexpr std::int64_t enough = 16; // doublings that pass longest_delay
    return std::min(first_delay * (std::int64_t{1} << std::min(over, enough)), longest_delay);
}

messages::outcome<std::int64_t> begin_attempt(database::transaction& in, std::string_view username,
                                              platform::instant now, unsigned allowed)
{
    const std::string key = key_of(username);
    const database::value fresh[] = {key};
    in.execute(std::string{in.dialect().insert_or_ignore()} +
                   R"( core_login_failure ("name","failures","locked_until","last_at") VALUES (?,0,0,0))",
               fresh);
    counted found = read_locked(in, key);
    if (now < found.locked_until) return locked(found.locked_until - now);
    if (now - found.last_at > microseconds(memory)) found.failures = 0;
    ++found.failures;
    const auto delay = delay_after(found.failures, allowed);
    const database::value parameters[] = {found.failures, delay.count() == 0 ? 0 : now + microseconds(delay), now, key};
    in.execute(R"(UPDATE core_login_failure SET "failures"=?,"locked_until"=?,"last_at"=? WHERE "name"=?)", parameters);
    return found.failures;
}

void take_back(database::transaction& in, std::string_view username)
{
    const database::value key[] = {key_of(username)};
    in.execute(
        R"(UPDATE core_login_failure SET "failures"="failures"-1,"locked_until"=0 WHERE "name"=? AND "failures">0)",
        key);
}

void forget(database::transaction& in, std::string_view username)
{
    const database::value key[] = {key_of(username)};
    in.execute(R"(DELETE FROM core_login_failure WHERE "name"=?)", key);
}

void sweep(database::transaction& in, platform::instant now)
{
    const database::value before[] = {now - microseconds(memory)};
    in.execute(R"(DELETE FROM core_login_failure WHERE "last_at"<?)", before);
}

} // namespace nscl::accounts::login_lock
