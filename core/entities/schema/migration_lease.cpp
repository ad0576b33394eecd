#include "core/entities/schema/migration_lease.hpp"

#include "core/entities/schema/schema_surroundings.hpp"

#include <array>

namespace nscl::entities {

namespace {

const std::string lease_name = "schema";
constexpr std::chrono::minutes longest_wait{10};

platform::instant from(platform::instant now)
{
    return now + std::chrono::duration_cast<std::chrono::microseconds>(migration_lease::lifetime).count();
}

} // namespace

migration_lease::migration_lease(database::database& where, const platform::clock& clock, std::string holder,
                                 const std::function<void(std::chrono::milliseconds)>& wait)
    : where_(where), clock_(clock), holder_(std::move(holder))
{
    for (auto waited = std::chrono::milliseconds{0}; !take(); waited += pause) {
        if (waited >= longest_wait)
            throw schema_refused("another server has been changing the database's tables for ten minutes; see its log, "
                                 "then start again");
        wait(pause);
    }
    keeper_.emplace(lifetime / 3, [this] {
        try {
            prolong();
        } catch (const std::exception&) {
            return; // a long step holds the database; renew() decides
        }
    });
}

migration_lease::~migration_lease()
{
    keeper_.reset();
    try {
        const std::array<database::value, 2> mine{lease_name, holder_};
        where_.write([&](database::transaction& in) {
            in.execute(R"(UPDATE "core_lease" SET "expires_at" = 0 WHERE "name" = ? AND "holder" = ?)", mine);
        });
    } catch (const std::exception&) {
        // Then it expires.
        return;
    }
}

bool migration_lease::take()
{
    const auto now = clock_.now();
    return where_.write([&](database::transaction& in) {
        const std::array<database::value, 1> row{lease_name};
        in.execute(std::string(in.dialect().insert_or_ignore()) +
                       R"( "core_lease" ("name", "holder", "expires_at") VALUES (?, '', 0))",
                   row);
        const std::array<database::value, 5> wanted{holder_, from(now), lease_name, now, holder_};
        return in.execute(
                   R"(UPDATE "core_lease" SET "holder" = ?, "expires_at" = ? WHERE "name" = ? AND ("expires_at" <= ? OR "holder" = ?))",
                   wanted) == 1;
    });
}

bool migration_lease::prolong()
{
    const std::array<database::value, 3> mine{from(clock_.now()), lease_name, holder_};
    return where_.write([&](database::transaction& in) {
        return in.execute(R"(UPDATE "core_lease" SET "expires_at" = ? WHERE "name" = ? AND "holder" = ?)", mine) == 1;
    });
}

void migration_lease::renew()
{
    if (!prolong()) throw schema_refused("another server has taken over changing the database's tables; start again");
}

} // namespace nscl::entities
