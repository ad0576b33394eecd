#include "core/entities/schema/migration_lease.hpp"

#include "core/entities/schema/schema_surroundings.hpp"

#include <utility>

namespace nscl::entities {

namespace {

constexpr std::chrono::minutes longest_wait{10};

} // namespace

migration_lease::migration_lease(database::database& where, const platform::clock& clock, std::string holder,
                                 const std::function<void(std::chrono::milliseconds)>& wait)
    : where_(where), clock_(clock), lease_("schema", std::move(holder), lifetime)
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
        where_.write([&](database::transaction& in) { lease_.give_back(in); });
    } catch (const std::exception&) {
        // Then it expires.
        return;
    }
}

bool migration_lease::take()
{
    return where_.write([&](database::transaction& in) { return lease_.take(in, clock_.now()); });
}

bool migration_lease::prolong()
{
    return where_.write([&](database::transaction& in) { return lease_.prolong(in, clock_.now()); });
}

void migration_lease::renew()
{
    if (!prolong()) throw schema_refused("another server has taken over changing the database's tables; start again");
}

} // namespace nscl::entities
