#include "core/journal/verification.hpp"

#include "core/journal/chain_check.hpp"
#include "core/journal/erasure.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace nscl::journal {

namespace {

using database::column;

constexpr std::int64_t page_rows = 500;
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

class verifier {
public:
    verifier(database::database& where, platform::instant now, const std::vector<chain_head>& known,
             const finding_teller& tell)
        : where_(where),
          oldest_(now - std::chrono::microseconds{longest_unsealed}.count()),
          tell_(tell),
          links_([this](const finding& each) { report(each); })
    {
        for (const auto& each : known) known_.emplace(each.number, each.seal);
    }

    verification run()
    {
        while (where_.read([&](database::reader& from) { return check_page(from); })) {
        }
        links_.end();
        done_.head = links_.head();
        check_end();
        while (where_.read([&](database::reader& from) { return check_unsealed_page(from); })) {
        }
        return done_;
    }

private:
    void report(const finding& each)
    {
        ++done_.findings;
        tell_(each);
    }
    void report(const sealed_row& row, finding::kind what, std::string_view text)
    {
        report({.what = what, .number = row.number, .row = row.told.id, .text = text});
    }

    /// The next rows by number; true when there may be more. Rows with one number, which no index forbids any more, may stand on two pages.
    bool check_page(database::reader& from)
    {
        static const std::string sql = "SELECT " + std::string{sealed_columns} +
                                       R"( FROM core_journal WHERE "seal_number">=? ORDER BY "seal_number" LIMIT ?)";
        const std::array<database::value, 2> here{number_, page_rows};
        std::int64_t rows = 0;
        std::int64_t fresh = 0;
        bool in_order = true;
        from.query(sql, here, sealed_types, [&](const database::row& each) {
            ++rows;
            const auto row = to_sealed_row(each);
            // SQLite keeps a text in a column of numbers, and sorts it behind them.
            in_order = in_order && row.number >= number_;
            if (!in_order) return;
            if (row.number > number_) checked_.clear();
            number_ = row.number;
            if (!checked_.insert(row.told.id).second) return;
            ++fresh;
            check(from, row);
        });
        if (rows < page_rows && in_order) return false;
        if (!in_order || fresh == 0)
            report({.text = "seal_number holds no numbers, or one hundreds of times; the rest cannot be read"});
        return in_order && fresh > 0;
    }

    void check(database::reader& from, const sealed_row& row)
    {
        ++done_.sealed;
        links_.next(row);
        check_values(from, row);
        const auto [first, last] = known_.equal_range(row.number);
        for (auto known = first; known != last; ++known) {
            if (known->second != row.seal)
                report(row, finding::kind::rewritten, "the given head has another hash for this number");
        }
    }

    void check_values(database::reader& from, const sealed_row& row)
    {
        const auto& told = row.told;
        if (!row.salt.empty()) {
            if (digest_of(told, row.salt) != row.digest)
                report(row, finding::kind::altered, "user_name, origin or changes are not those that were sealed");
        } else if (!told.user_name.empty() || !told.origin.empty() || !told.changes.empty()) {
            report(row, finding::kind::altered, "its salt is missing, but its values are not erased");
        } else if (!erasure_is_told(from, told.id, row.number)) {
            report(row, finding::kind::altered,
                   "its values are missing, and no row of the journal tells of an erasure");
        } else {
            ++done_.erased;
            tell_({.what = finding::kind::erased,
                   .number = row.number,
                   .row = told.id,
                   .text = "its values were erased; see the row of action erase about it"});
        }
    }

    /// Known heads behind the journal's end. One between its rows is among those that were removed.
    void check_end()
    {
        for (const auto& [number, seal] : known_) {
            if (number <= done_.head.number) continue;
            report(
                {.what = finding::kind::cut_off, .number = number, .text = "the journal ends before the given head"});
        }
    }

    bool check_unsealed_page(database::reader& from)
    {
        static constexpr std::array types{column::integer, column::integer};
        const std::array<database::value, 2> behind{unsealed_end_, page_rows};
        std::int64_t rows = 0;
        from.query(R"(SELECT "id","at" FROM core_journal WHERE "seal_number" IS NULL AND "id">? ORDER BY "id" LIMIT ?)",
                   behind, types, [&](const database::row& each) {
                       ++rows;
                       ++done_.unsealed;
                       unsealed_end_ = each.integer(0);
                       if (each.integer(1) > oldest_) return;
                       report({.what = finding::kind::unsealed,
                               .row = unsealed_end_,
                               .text = "no server has sealed it, though it is older than a minute"});
                   });
        return rows == page_rows;
    }

    database::database& where_;
    platform::instant oldest_; ///< a row that was written before had the time to be sealed
    const finding_teller& tell_;
    std::multimap<std::int64_t, std::string> known_; ///< heads by number
    chain_check links_;
    std::int64_t number_ = least;    ///< of the last row
    std::set<std::int64_t> checked_; ///< the rows that have it
    std::int64_t unsealed_end_ = least;
    verification done_;
};

} // namespace

verification verify(database::database& where, platform::instant now, const std::vector<chain_head>& known,
                    const finding_teller& tell)
{
    return verifier{where, now, known, tell}.run();
}

} // namespace nscl::journal
