#include "core/database/error.hpp"
#include "core/database/native_error.hpp"
#include "tests/support/test_database.hpp"

#include <array>
#include <optional>
#include <string>

namespace {

using namespace nscl::database;

class Faults : public nscl::tests::each_database {
protected:
    Faults()
    {
        const table_model house{.name = "house",
                                .columns = {{.name = "id", .nullable = false, .references = {}}},
                                .primary_key = {"id"},
                                .indexes = {}};
        const table_model person{
            .name = "person",
            .columns = {{.name = "id", .nullable = false, .references = {}},
                        {.name = "name", .storage = storage::short_text, .nullable = false, .references = {}},
                        {.name = "code", .storage = storage::short_text, .length = 5, .references = {}},
                        {.name = "house", .references = "house"}},
            .primary_key = {"id"},
            .indexes = {}};
        const table_model pair{.name = "pair",
                               .columns = {{.name = "a", .references = {}}, {.name = "b", .references = {}}},
                               .primary_key = {"a", "b"},
                               .indexes = {}};
        db().write([&](transaction& t) {
            for (const auto& table : {house, person, pair}) t.execute(t.dialect().create_table(table));
            for (const index_model& index :
                 {index_model{.name = "person_name", .columns = {"name"}, .unique = true},
                  index_model{.name = "person_house_code", .columns = {"house", "code"}, .unique = true},
                  index_model{.name = "person_code", .columns = {"code"}}})
                t.execute(t.dialect().create_index("person", index));
            t.execute("INSERT INTO house (id) VALUES (1)");
            t.execute("INSERT INTO person (id, name, code, house) VALUES (1, 'An', 'x', 1)");
        });
    }

    /// What running `sql` throws.
    std::optional<error> fault_of(const std::string& sql, const std::string& parameter = {})
    {
        try {
            db().write([&](transaction& t) {
                if (parameter.empty())
                    t.execute(sql);
                else
                    t.execute(sql, std::array<value, 1>{parameter});
            });
        } catch (const error& caught) {
            return caught;
        }
        return {};
    }
};
NSCL_ON_EACH_DATABASE(Faults);

TEST_P(Faults, NameTheViolatedUniqueIndex)
{
    const auto one = fault_of("INSERT INTO person (id, name) VALUES (2, ?)", "An");
    ASSERT_TRUE(one);
    EXPECT_EQ(one->kind(), fault::unique_violation);
    EXPECT_EQ(one->constraint(), "person_name");

    const auto two = fault_of("INSERT INTO person (id, name, code, house) VALUES (2, 'Bình', 'x', 1)");
    ASSERT_TRUE(two);
    EXPECT_EQ(two->kind(), fault::unique_violation);
    EXPECT_EQ(two->constraint(), "person_house_code");
}

TEST_P(Faults, CallThePrimaryKeyPrimary)
{
    const auto single = fault_of("INSERT INTO house (id) VALUES (1)");
    ASSERT_TRUE(single);
    EXPECT_EQ(single->constraint(), "PRIMARY");
    const auto composite = fault_of("INSERT INTO pair (a, b) VALUES (1, 2), (1, 2)");
    ASSERT_TRUE(composite);
    EXPECT_EQ(composite->kind(), fault::unique_violation);
    EXPECT_EQ(composite->constraint(), "PRIMARY");
}

TEST_P(Faults, TellABrokenReferenceInBothDirections)
{
    const auto missing = fault_of("INSERT INTO person (id, name, house) VALUES (2, 'Bình', 99)");
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->kind(), fault::foreign_key_violation);
    EXPECT_EQ(missing->constraint(), on_sqlite() ? "" : "person_house_fk");
    const auto used = fault_of("DELETE FROM house");
    ASSERT_TRUE(used);
    EXPECT_EQ(used->kind(), fault::foreign_key_violation);
}

TEST_P(Faults, NameTheColumnThatMayNotBeNull)
{
    const auto null = fault_of("UPDATE person SET name = NULL");
    ASSERT_TRUE(null);
    EXPECT_EQ(null->kind(), fault::not_null_violation);
    EXPECT_EQ(null->constraint(), "name");
    const auto left_out = fault_of("INSERT INTO person (id) VALUES (2)");
    ASSERT_TRUE(left_out);
    EXPECT_EQ(left_out->kind(), fault::not_null_violation);
    EXPECT_EQ(left_out->constraint(), "name");
}

TEST_P(Faults, NameTheViolatedCheck)
{
    db().write(
        [](transaction& t) { t.execute("CREATE TABLE plan (n INTEGER, CONSTRAINT plan_positive CHECK (n > 0))"); });
    const auto negative = fault_of("INSERT INTO plan (n) VALUES (-1)");
    ASSERT_TRUE(negative);
    EXPECT_EQ(negative->kind(), fault::check_violation);
    EXPECT_EQ(negative->constraint(), "plan_positive");
}

TEST_P(Faults, DoNotRepeatValues)
{
    const std::string secret = "079099000123";
    db().write([&](transaction& t) {
        t.execute("INSERT INTO person (id, name) VALUES (3, ?)", std::array<value, 1>{secret});
    });
    for (const std::string sql : {"INSERT INTO person (id, name) VALUES (4, ?)", "INSERT INTO nowhere (id) VALUES (?)",
                                  "INSERT INTO house (id) VALUE (?,", "INSERT INTO house (id) VALUES (1 + ?, 2)"}) {
        const auto caught = fault_of(sql, secret);
        ASSERT_TRUE(caught) << sql;
        EXPECT_EQ(std::string{caught->what()}.find(secret), std::string::npos) << caught->what();
    }
}

TEST_P(Faults, OfUnknownNamesSayTheName)
{
    const auto caught = fault_of("UPDATE person SET \"nmae\" = 'x'");
    ASSERT_TRUE(caught);
    EXPECT_EQ(caught->kind(), fault::other);
    EXPECT_NE(std::string{caught->what()}.find("nmae"), std::string::npos);
}

TEST_P(Faults, OfMisspeltNamesInQuotesAreNoTexts)
{
    EXPECT_THROW(db().read([](reader& r) { return r.text("SELECT \"nmae\" FROM person"); }), error);
}

TEST(NativeErrors, KnowLostConnectionsAndLostRaces)
{
    EXPECT_EQ(mysql_error(2013, "").kind(), fault::connection_lost);
    EXPECT_EQ(mysql_error(2006, "").kind(), fault::connection_lost);
    EXPECT_EQ(mysql_error(1047, "").kind(), fault::connection_lost);
    EXPECT_EQ(mysql_error(1213, "").kind(), fault::conflict);
    EXPECT_EQ(mysql_error(1205, "").kind(), fault::busy);
    EXPECT_EQ(mysql_error(1406, "").kind(), fault::too_long);
    EXPECT_EQ(mysql_error(1290, "").kind(), fault::read_only);
    EXPECT_EQ(sqlite_error(517, "").kind(), fault::conflict);
    EXPECT_EQ(sqlite_error(5, "").kind(), fault::busy);
    EXPECT_EQ(sqlite_error(8, "").kind(), fault::read_only);
    EXPECT_EQ(sqlite_error(13, "").kind(), fault::disk_full);
}

TEST(NativeErrors, ReadTheIndexBehindValuesThatLookLikeOne)
{
    const auto caught = mysql_error(1062, "Duplicate entry 'for key 'wrong'' for key 'person_name'");
    EXPECT_EQ(caught.constraint(), "person_name");
    EXPECT_EQ(mysql_error(1062, "Duplicate entry 'x' for key 'person.person_name'").constraint(), "person_name");
    EXPECT_EQ(std::string{mysql_error(1062, "Duplicate entry 'secret' for key 'k'").what()}.find("secret"),
              std::string::npos);
}

} // namespace
