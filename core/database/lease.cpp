#include "core/database/lease.hpp"

#include <array>
#include <utility>

namespace nscl::database {

lease::lease(std::string name, std::string holder, std::chrono::microseconds lifetime)
    : name_(std::move(name)), holder_(std::move(holder)), lifetime_(lifetime)
{
}

bool lease::take(transaction& in, platform::instant now) const
{
    static constexpr std::string_view free_or_mine =
        R"(UPDATE "core_lease" SET "holder" = ?, "expires_at" = ? WHERE "name" = ? AND ("expires_at" <= ? OR "holder" = ?))";
    const std::array<value, 5> wanted{holder_, now + lifetime_.count(), name_, now, holder_};
    if (in.execute(free_or_mine, wanted) == 1) return true;
    const std::array<value, 1> row{name_};
    in.execute(std::string{in.dialect().insert_or_ignore()} +
                   R"( "core_lease" ("name", "holder", "expires_at") VALUES (?, '', 0))",
               row);
    return in.execute(free_or_mine, wanted) == 1;
}

bool lease::prolong(transaction& in, platform::instant now) const
{
    const std::array<value, 3> mine{now + lifetime_.count(), name_, holder_};
    return in.execute(R"(UPDATE "core_lease" SET "expires_at" = ? WHERE "name" = ? AND "holder" = ?)", mine) == 1;
}

void lease::give_back(transaction& in) const
{
    const std::array<value, 2> mine{name_, holder_};
    in.execute(R"(UPDATE "core_lease" SET "expires_at" = 0 WHERE "name" = ? AND "holder" = ?)", mine);
}

bool lease::is_taken(reader& from, platform::instant now) const
{
    const std::array<value, 3> another{name_, holder_, now};
    return from
        .integer(R"(SELECT 1 FROM "core_lease" WHERE "name" = ? AND "holder" <> ? AND "expires_at" > ?)", another)
        .has_value();
}

table_model lease_table()
{
    const auto text = [](const char* name) {
        return column_model{
            .name = name, .storage = storage::short_text, .length = 64, .nullable = false, .references = {}};
    };
    const column_model end{
        .name = "expires_at", .storage = storage::integer, .length = 255, .nullable = false, .references = {}};
    return {"core_lease", {text("name"), text("holder"), end}, {"name"}, {}};
}

} // namespace nscl::database
