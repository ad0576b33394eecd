#include "core/entities/schema/schema_apply.hpp"
#include "core/journal/journal.hpp"
#include "tests/support/test_database.hpp"
#include "tests/unit/journal/journal_row.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nscl::tests {

class Journal : public each_database {
protected:
    Journal() { entities::apply_schema(db(), {{"core", 1, 1, journal::tables()}}); }

    static journal::entry row(std::int64_t record, std::int64_t version, std::string action = "update",
                              std::string transition = "")
    {
        auto made = journal_row(record, version);
        made.at = 5;
        made.action = std::move(action);
        made.transition = std::move(transition);
        made.changes = R"({"name":["a\\b","Hòa"]})";
        return made;
    }

    void append(const journal::entry& made)
    {
        db().write([&](database::transaction& in) { journal::append(in, made); });
    }

    std::vector<std::int64_t> versions(std::int64_t record, std::int64_t before, int limit)
    {
        std::vector<std::int64_t> found;
        db().read([&](database::reader& from) {
            journal::history(from, "club.member", record, before, limit,
                             [&](const journal::entry& each) { found.push_back(each.version); });
        });
        return found;
    }
    bool acted(std::string_view name, std::int64_t user)
    {
        return db().read([&](database::reader& from) { return journal::acted(from, "club.member", 1, name, user); });
    }
};
NSCL_ON_EACH_DATABASE(Journal);

TEST_P(Journal, ShowsARecordsHistoryNewestFirstInPieces)
{
    for (const auto version : {2, 1, 4, 3}) append(row(1, version));
    append(row(2, 9));
    EXPECT_EQ(versions(1, 0, 3), (std::vector<std::int64_t>{4, 3, 2}));
    EXPECT_EQ(versions(1, 2, 3), (std::vector<std::int64_t>{1}));
    EXPECT_TRUE(versions(3, 0, 3).empty());
}

TEST_P(Journal, KeepsWhatItIsGiven)
{
    append(row(1, 1, "transition", "submit"));
    db().read([&](database::reader& from) {
        journal::history(from, "club.member", 1, 0, 1, [&](const journal::entry& each) {
            EXPECT_GT(each.id, 0);
            EXPECT_EQ(each.at, 5);
            EXPECT_EQ(each.user, 7);
            EXPECT_EQ(each.user_name, "nguyễn.a");
            EXPECT_EQ(each.origin, "192.0.2.1");
            EXPECT_EQ(each.plugin, "club 1.0");
            EXPECT_EQ(each.transition, "submit");
            EXPECT_EQ(each.changes, R"({"name":["a\\b","Hòa"]})");
        });
    });
}

TEST_P(Journal, KnowsWhoActed)
{
    append(row(1, 1, "create"));
    append(row(1, 2, "transition", "submit"));
    EXPECT_TRUE(acted("create", 7));
    EXPECT_TRUE(acted("submit", 7));
    EXPECT_FALSE(acted("submit", 8));
    EXPECT_FALSE(acted("approve", 7));
    EXPECT_FALSE(acted("transition", 7));
}

TEST_P(Journal, KnowsWhetherAWriteWasCommitted)
{
    std::string kept;
    std::string lost;
    db().write([&](database::transaction& in) {
        kept = in.write_id();
        journal::append(in, row(1, 1));
    });
    const auto broken = [&] {
        db().write([&](database::transaction& in) {
            lost = in.write_id();
            journal::append(in, row(1, 2));
            throw std::runtime_error("broken");
        });
    };
    EXPECT_THROW(broken(), std::runtime_error);
    db().read([&](database::reader& from) {
        EXPECT_TRUE(journal::committed(from, kept));
        EXPECT_FALSE(journal::committed(from, lost));
    });
}

} // namespace nscl::tests
