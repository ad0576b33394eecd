#pragma once

#include "core/entities/schema/schema_apply.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/sealer.hpp"
#include "core/journal/verification.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/journal/journal_row.hpp"

#include <string>
#include <vector>

namespace nscl::tests {

/// Stands still until it is told to move.
class still_clock final : public platform::clock {
public:
    platform::instant now() const override { return at; }
    void advance(std::chrono::microseconds by) { at += by.count(); }

    platform::instant at = 1'790'000'000'000'000; // 2026-09-21
};

/// A journal, somebody who seals it, and somebody who has the database's password and no scruples.
class sealed_journal : public each_database {
protected:
    sealed_journal() { entities::apply_schema(db(), {{"core", 1, 1, journal::tables()}}); }

    journal::entry row(std::int64_t record) const
    {
        auto made = journal_row(record, 2);
        made.at = clock.now();
        made.changes = R"({"name":[null,"Hòa"]})";
        return made;
    }
    /// Rows about the records 1 to `many`, one transaction.
    void append(int many)
    {
        db().write([&](database::transaction& in) {
            for (int record = 1; record <= many; ++record) journal::append(in, row(record));
        });
    }
    /// The same, sealed as the numbers 1 to `many`.
    void seal_rows(int many)
    {
        append(many);
        while (sealer.seal_batch() > 0) {
        }
    }

    void tamper(const std::string& sql, std::vector<database::value> parameters = {})
    {
        db().write([&](database::transaction& in) { in.execute(sql, parameters); });
    }
    std::int64_t number(const std::string& sql, std::vector<database::value> parameters = {})
    {
        return db().read([&](database::reader& from) { return from.integer(sql, parameters).value_or(-1); });
    }
    /// The id of the row with this number.
    std::int64_t id_of(std::int64_t seal_number)
    {
        return number(R"(SELECT "id" FROM core_journal WHERE "seal_number"=?)", {seal_number});
    }

    /// Faults and erasures, such as "altered 3" or "removed 2-4", in the order in which they are told.
    std::vector<std::string> findings(const std::vector<journal::chain_head>& known = {})
    {
        std::vector<std::string> told;
        result = journal::verify(db(), clock.now(), known, [&](const journal::finding& each) {
            static constexpr const char* names[] = {"altered",  "removed", "inserted",  "moved",
                                                    "unsealed", "cut_off", "rewritten", "erased"};
            std::string line = names[static_cast<std::size_t>(each.what)];
            if (each.number != 0) line += " " + std::to_string(each.number);
            if (each.what == journal::finding::kind::removed && each.last > each.number)
                line += "-" + std::to_string(each.last);
            told.push_back(std::move(line));
        });
        return told;
    }

    still_clock clock;
    platform::system_random random;
    journal::sealer sealer{db(), clock, random, "this process"};
    journal::verification result; ///< of the last findings()
};

} // namespace nscl::tests
