#include "core/journal/sealer.hpp"

#include "core/database/error.hpp"

#include <algorithm>
#include <array>
#include <span>
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

/// Rows that one statement seals, because each statement is a way to the database's server and back.
constexpr std::size_t chunk = 25;

/// Sets the four columns of `rows` rows: for each column pairs of id and value, then the ids.
std::string sealing_statement(std::size_t rows)
{
    std::string pairs;
    std::string ids;
    for (std::size_t i = 0; i < rows; ++i) {
        pairs += " WHEN ? THEN ?";
        ids += i == 0 ? "?" : ",?";
    }
    std::string sql = "UPDATE core_journal SET ";
    for (const auto* column : {"seal_number", "salt", "digest", "seal"})
        sql += std::string{sql.back() == ' ' ? "" : ","} + "\"" + column + "\"=CASE \"id\"" + pairs + " END";
    return sql + " WHERE \"id\" IN (" + ids + ") AND \"seal_number\" IS NULL";
}

/// Stores the seals of `rows`. A number is never given twice: should another process have sealed one of the rows, or taken a number, after
/// all, the transaction fails.
void store(database::transaction& in, std::span<const sealed_row> rows)
{
    static const std::string of_many = sealing_statement(chunk);
    static const std::string of_one = sealing_statement(1);
    std::vector<database::value> values;
    const auto add_pairs = [&](auto member) {
        for (const auto& each : rows) values.insert(values.end(), {each.told.id, each.*member});
    };
    add_pairs(&sealed_row::number);
    add_pairs(&sealed_row::salt);
    add_pairs(&sealed_row::digest);
    add_pairs(&sealed_row::seal);
    for (const auto& each : rows) values.emplace_back(each.told.id);
    if (in.execute(rows.size() == 1 ? of_one : of_many, values) != static_cast<std::int64_t>(rows.size()))
        throw database::error{database::fault::conflict, "another process sealed the same journal row"};
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
    auto rows = some_unsealed(in);
    for (auto& each : rows) {
        each.salt = random.bytes(salt_bytes);
        each.digest = digest_of(each.told, each.salt);
        each.seal = seal_of(done.head.seal, each.told, each.write_id, each.digest);
        each.number = done.head.number + 1;
        done.head = {each.number, each.seal};
    }
    std::span<const sealed_row> left{rows};
    for (; left.size() >= chunk; left = left.subspan(chunk)) store(in, left.first(chunk));
    for (; !left.empty(); left = left.subspan(1)) store(in, left.first(1));
    done.rows = rows.size();
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
