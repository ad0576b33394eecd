#include "core/journal/sealer.hpp"

#include "core/database/error.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace nscl::journal {

namespace {

using database::column;

chain_head last_sealed(database::reader& from)
{
    static constexpr std::array types{column::integer, column::text};
    chain_head found;
    from.query(R"(SELECT "seal_number","seal" FROM core_journal WHERE "seal_number" IS NOT NULL )"
               R"(ORDER BY "seal_number" DESC LIMIT 1)",
               {}, types, [&](const database::row& row) { found = {row.integer(0), std::string{row.text(1)}}; });
    return found;
}

/// The ids come from the index alone, so that no optimizer looks for the few unsealed rows in the whole table.
std::vector<sealed_row> some_unsealed(database::reader& from)
{
    static const std::string sql =
        "SELECT " + std::string{sealed_columns} +
        R"( FROM core_journal JOIN (SELECT "id" AS "unsealed" FROM core_journal WHERE "seal_number" IS NULL LIMIT ?) u )"
        R"(ON u."unsealed"="id")";
    const std::array<database::value, 1> most{static_cast<std::int64_t>(sealer::batch)};
    std::vector<sealed_row> found;
    from.query(sql, most, sealed_types, [&](const database::row& row) { found.push_back(to_sealed_row(row)); });
    std::ranges::sort(found, {}, [](const sealed_row& each) { return each.told.id; });
    return found;
}

/// Puts a row behind `last`. A number is never given twice: should another process have sealed the row or taken the number after all,
/// the transaction fails.
chain_head seal_row(database::transaction& in, const chain_head& last, const sealed_row& row, std::string salt)
{
    auto digest = digest_of(row.told, salt);
    chain_head next{last.number + 1, seal_of(last.seal, row.told, row.write_id, digest)};
    const std::array<database::value, 5> written{next.number, std::move(salt), std::move(digest), next.seal,
                                                 row.told.id};
    if (in.execute(R"(UPDATE core_journal SET "seal_number"=?,"salt"=?,"digest"=?,"seal"=? )"
                   R"(WHERE "id"=? AND "seal_number" IS NULL)",
                   written) != 1)
        throw database::error{database::fault::conflict, "another process sealed the same journal row"};
    return next;
}

/// What one batch came to.
struct batch_result {
    std::size_t rows = 0;
    chain_head head{};
};

/// The lease's row is locked: nobody else numbers rows until `in` ends.
batch_result seal_some(database::transaction& in, platform::random& random)
{
    batch_result done{.head = last_sealed(in)};
    for (const auto& each : some_unsealed(in)) {
        done.head = seal_row(in, done.head, each, random.bytes(salt_bytes));
        ++done.rows;
    }
    return done;
}

} // namespace

sealer::sealer(database::database& where, const platform::clock& clock, platform::random& random, std::string holder)
    : where_(where), clock_(clock), random_(random), lease_("journal", std::move(holder), lease_lifetime)
{
}

std::size_t sealer::seal_batch()
{
    if (!has_work()) return 0;
    const auto done = where_.write([&](database::transaction& in) -> batch_result {
        if (!lease_.take(in, clock_.now())) return {};
        return seal_some(in, random_);
    });
    if (done.rows > 0) head_ = done.head;
    return done.rows;
}

bool sealer::has_work() const
{
    return where_.read([&](database::reader& from) {
        return from.integer(R"(SELECT "id" FROM core_journal WHERE "seal_number" IS NULL LIMIT 1)").has_value() &&
               !lease_.is_taken(from, clock_.now());
    });
}

void sealer::give_back()
{
    where_.write([&](database::transaction& in) { lease_.give_back(in); });
}

} // namespace nscl::journal
