#include "core/accounts/administrators.hpp"

#include <set>
#include <string>

namespace nscl::accounts {

std::int64_t count_administrators(database::reader& from, entities::record_id without_user,
                                  entities::record_id without_grant)
{
    // Locked rows are read as they are now, not as they were when the transaction began.
    std::set<std::int64_t> found;
    const database::value parameters[] = {std::string{administrator_role}, without_user, without_grant};
    static constexpr database::column types[] = {database::column::integer};
    from.query(
        R"(SELECT u."id" FROM core_grant g JOIN core_role r ON r."id"=g."role" JOIN core_user u ON u."id"=g."user")"
        R"( WHERE r."code"=? AND u."active"=1 AND u."id"<>? AND g."id"<>?)" +
            std::string{from.dialect().for_update()},
        parameters, types, [&](const database::row& row) { found.insert(row.integer(0)); });
    return static_cast<std::int64_t>(found.size());
}

} // namespace nscl::accounts
