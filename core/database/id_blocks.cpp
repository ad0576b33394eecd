#include "core/database/id_blocks.hpp"

#include "core/database/error.hpp"

#include <array>
#include <string>

namespace nscl::database {
namespace {

/// No sequence of next_number is called so: a colon is in no identifier.
const std::string row_name = "core:id";

/// A JSON number holds integers up to here exactly.
constexpr std::int64_t id_limit = std::int64_t{1} << 53;

} // namespace

table_model id_blocks::table()
{
    return {.name = "core_sequence",
            .columns =
                {{.name = "name", .storage = storage::short_text, .length = 190, .nullable = false, .references = {}},
                 {.name = "next", .storage = storage::integer, .nullable = false, .references = {}}},
            .primary_key = {"name"},
            .indexes = {}};
}

void id_blocks::create(connection& on)
{
    on.begin(purpose::write);
    try {
        on.execute(on.dialect().create_table(table()), {});
        const std::array<value, 1> first{row_name};
        on.execute(std::string{on.dialect().insert_or_ignore()} + R"( "core_sequence" ("name", "next") VALUES (?, 1))",
                   first);
        on.commit();
    } catch (...) {
        on.rollback();
        throw;
    }
}

std::int64_t id_blocks::reserve(connection& on)
{
    const std::array<value, 2> advance{block, row_name};
    on.execute(R"(UPDATE "core_sequence" SET "next" = "next" + ? WHERE "name" = ?)", advance);
    static constexpr std::array columns{column::integer};
    const std::array<value, 1> name{row_name};
    std::int64_t end = 0;
    on.query(R"(SELECT "next" FROM "core_sequence" WHERE "name" = ?)", name, columns,
             [&](const row& r) { end = r.integer(0); });
    if (end == 0) throw error{fault::other, "core_sequence has lost the row of the ids"};
    if (end >= id_limit) throw error{fault::other, "the ids below 2^53 are used up"};
    return end - block;
}

void id_blocks::refill(connection& on)
{
    if (left() >= low) return;
    const std::unique_lock alone{reserving_, std::try_to_lock};
    if (!alone.owns_lock() || left() >= low) return;
    on.begin(purpose::write);
    std::int64_t first = 0;
    try {
        first = reserve(on);
        on.commit(); // not answered: the block stays unused, whether it was reserved or not
    } catch (...) {
        on.rollback();
        throw;
    }
    const std::lock_guard lock{mutex_};
    (current_.left() == 0 ? current_ : following_) = {first, first + block};
}

std::optional<std::int64_t> id_blocks::take()
{
    const std::lock_guard lock{mutex_};
    if (current_.left() == 0) std::swap(current_, following_);
    if (current_.left() == 0) return {};
    return current_.next++;
}

std::int64_t id_blocks::left()
{
    const std::lock_guard lock{mutex_};
    return current_.left() + following_.left();
}

} // namespace nscl::database
