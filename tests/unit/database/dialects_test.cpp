#include "core/database/mysql_dialect.hpp"
#include "tests/support/test_database.hpp"

#include <array>

namespace {

using namespace nscl::database;

const table_model owner{.name = "owner",
                        .columns = {{.name = "id", .nullable = false, .references = {}}},
                        .primary_key = {"id"},
                        .indexes = {}};
const table_model item{.name = "item",
                       .columns = {{.name = "id", .nullable = false, .references = {}},
                                   {.name = "order", .storage = storage::short_text, .length = 255, .references = {}},
                                   {.name = "sort_key", .storage = storage::key_bytes, .length = 64, .references = {}},
                                   {.name = "owner", .nullable = false, .references = "owner"},
                                   {.name = "parent", .references = "item"}},
                       .primary_key = {"id"},
                       .indexes = {}};

class Dialects : public nscl::tests::each_database {
protected:
    void run(const std::string& sql)
    {
        db().write([&](transaction& t) { t.execute(sql); });
    }
    const dialect& spoken() { return db().dialect(); }
};
NSCL_ON_EACH_DATABASE(Dialects);

TEST_P(Dialects, CreateTablesAndIndexesAgainWithoutHarm)
{
    for (int again = 0; again < 2; ++again) {
        run(spoken().create_table(owner));
        run(spoken().create_table(item));
        run(spoken().create_index("item", {.name = "item_order", .columns = {"order"}, .unique = true}));
        run(spoken().create_index("item", {.name = "item_sort", .columns = {"sort_key", "id"}}));
    }
    for (int again = 0; again < 2; ++again) run(spoken().drop_index("item", "item_sort"));
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT COUNT(*) FROM item"); }), 0);
}

TEST_P(Dialects, AddAColumnWithItsReference)
{
    run(spoken().create_table(owner));
    run(spoken().create_table(item));
    const column_model added{.name = "keeper", .references = "owner"};
    run(spoken().add_column("item", added));
    if (!spoken().transactional_ddl()) run(spoken().add_column("item", added));
    run("INSERT INTO owner (id) VALUES (1)");
    run("INSERT INTO item (id, owner, keeper) VALUES (1, 1, 1)");
    EXPECT_ANY_THROW(run("INSERT INTO item (id, owner, keeper) VALUES (2, 1, 7)"));
}

TEST_P(Dialects, FillAColumnThatRowsDoNotKnow)
{
    run(spoken().create_table(owner));
    run("INSERT INTO owner (id) VALUES (1)");
    run(spoken().add_column("owner", {.name = "floors", .references = {}, .fallback = 2}));
    run(spoken().add_column(
        "owner", {.name = "short", .storage = storage::short_text, .references = {}, .fallback = "it's \\'ò"}));
    run(spoken().add_column("owner",
                            {.name = "long", .storage = storage::long_text, .references = {}, .fallback = "a?b"}));
    run("INSERT INTO owner (id) VALUES (2)");
    run("INSERT INTO owner (id, floors) VALUES (3, NULL)");
    const auto count = [&](const std::string& that) {
        return db().read([&](reader& r) { return r.integer("SELECT COUNT(*) FROM owner WHERE " + that); });
    };
    EXPECT_EQ(count(R"("floors" = 2 AND "short" = 'it''s \''ò' AND "long" = 'a?b')"), 2);
    EXPECT_EQ(count(R"("floors" IS NULL AND "long" = 'a?b')"), 1) << "who knows the column says what it holds";
}

TEST_P(Dialects, RenameAColumnWithItsReferenceAndItsIndex)
{
    run(spoken().create_table(owner));
    run(spoken().create_table(item));
    run(spoken().create_index("item", {.name = "item_owner", .columns = {"owner"}, .unique = true}));
    run("INSERT INTO owner (id) VALUES (1)");
    run("INSERT INTO item (id, owner) VALUES (1, 1)");
    column_model keeper = item.columns[3];
    keeper.name = "keeper";
    run(spoken().rename_column("item", "owner", keeper));
    if (!spoken().transactional_ddl()) run(spoken().rename_column("item", "owner", keeper));
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT keeper FROM item"); }), 1);
    EXPECT_ANY_THROW(run("INSERT INTO item (id, keeper) VALUES (2, 1)")) << "the unique index";
    EXPECT_ANY_THROW(run("INSERT INTO item (id, keeper) VALUES (2, 7)")) << "the reference";

    // Nothing of the old name stands in the way of a new column of that name.
    run(spoken().add_column("item", {.name = "owner", .references = "owner"}));
    EXPECT_ANY_THROW(run("UPDATE item SET owner = 7"));
}

TEST_P(Dialects, RenameATableWithItsReferences)
{
    table_model link{
        .name = "link", .columns = {item.columns[0], item.columns[3]}, .primary_key = {"id"}, .indexes = {}};
    run(spoken().create_table(owner));
    run(spoken().create_table(link));
    run("INSERT INTO owner (id) VALUES (1)");
    run("INSERT INTO link (id, owner) VALUES (1, 1)");
    table_model renamed = link;
    renamed.name = "tie";
    run(spoken().rename_table("link", renamed));
    if (!spoken().transactional_ddl()) run(spoken().rename_table("link", renamed));
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT COUNT(*) FROM tie"); }), 1);
    EXPECT_ANY_THROW(run("INSERT INTO tie (id, owner) VALUES (2, 7)"));

    // Nothing of the old name stands in the way of a new table of that name.
    run(spoken().create_table(link));
    EXPECT_ANY_THROW(run("INSERT INTO link (id, owner) VALUES (2, 7)"));
}

TEST_P(Dialects, LengthenATextAndKeepItsValues)
{
    run(spoken().create_table(owner));
    run(spoken().create_table(item));
    run("INSERT INTO owner (id) VALUES (1)");
    run(R"(INSERT INTO item (id, owner, "order") VALUES (1, 1, 'hòa'))");
    const column_model longer{.name = "order", .storage = storage::long_text, .references = {}};
    for (int again = 0; again < 2; ++again) {
        const auto statement = spoken().lengthen_column("item", longer);
        if (!statement.empty()) run(statement);
    }
    db().write([](transaction& t) {
        t.execute(R"(UPDATE item SET "order" = "order" || ?)", std::array<value, 1>{std::string(1000, 'x')});
    });
    EXPECT_EQ(db().read([](reader& r) { return r.text(R"(SELECT "order" FROM item)"); }),
              "hòa" + std::string(1000, 'x'));
}

TEST_P(Dialects, UndoDdlOnlyWhereTheySaySo)
{
    db().write([](transaction& t) {
        t.attempt([&] { return true; });
        t.execute(t.dialect().create_table(owner));
    });
    EXPECT_THROW(db().write([](transaction& t) {
        t.execute(t.dialect().create_table(item));
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    const auto count = [&] { return db().read([](reader& r) { return r.integer("SELECT COUNT(*) FROM item"); }); };
    if (spoken().transactional_ddl())
        EXPECT_ANY_THROW(count());
    else
        EXPECT_EQ(count(), 0);
}

TEST_P(Dialects, InsertOrIgnoreKeepsWhatIsThere)
{
    run("CREATE TABLE word (id BIGINT PRIMARY KEY, n BIGINT)");
    run("INSERT INTO word (id, n) VALUES (1, 1)");
    const auto inserted = db().write([](transaction& t) {
        return t.execute(std::string{t.dialect().insert_or_ignore()} + " word (id, n) VALUES (1, 2), (2, 2)");
    });
    EXPECT_EQ(inserted, 1);
    EXPECT_EQ(db().read([](reader& r) { return r.integer("SELECT SUM(n) FROM word"); }), 3);
}

TEST_P(Dialects, GuessHowManyRowsAreReadIfTheyGuessAtAll)
{
    run("CREATE TABLE word (id BIGINT PRIMARY KEY)");
    run("INSERT INTO word (id) VALUES (1)");
    for (int many = 1; many <= 2048; many *= 2)
        run("INSERT INTO word (id) SELECT id+" + std::to_string(many) + " FROM word");
    const auto guessed = [&](std::int64_t below) {
        return db().read(
            [&](reader& r) { return r.estimated_rows("SELECT id FROM word WHERE id<?", std::array<value, 1>{below}); });
    };
    EXPECT_EQ(guessed(3000).has_value(), !spoken().explain().empty());
    if (!guessed(3000)) return;
    EXPECT_LE(guessed(10), 20);
    EXPECT_GE(guessed(3000), 1500);
    EXPECT_LE(guessed(3000), 6000);
}

TEST_P(Dialects, JoinTextsWithBars)
{
    EXPECT_EQ(db().read([](reader& r) { return r.text("SELECT 'a' || ? || 'c'", std::array<value, 1>{"b"}); }), "abc");
}

TEST(MysqlDialect, ShortensLongConstraintNamesAndKeepsThemApart)
{
    const std::string table(40, 't');
    const auto one = mysql_dialect().add_column(table, {.name = std::string(40, 'c') + "1", .references = "x"});
    const auto two = mysql_dialect().add_column(table, {.name = std::string(40, 'c') + "2", .references = "x"});
    const auto name_of = [](const std::string& sql) {
        const auto from = sql.find("CONSTRAINT \"") + 12;
        return sql.substr(from, sql.find('"', from) - from);
    };
    EXPECT_EQ(name_of(one).size(), 64U);
    EXPECT_NE(name_of(one), name_of(two));
}

TEST(MysqlDialect, UsesNoClauseThatMysqlLacks)
{
    const auto& mysql = mysql_dialect(mysql_flavour::mysql);
    EXPECT_EQ(mysql.add_column("t", {.name = "c", .references = {}}), "ALTER TABLE \"t\" ADD COLUMN \"c\" BIGINT NULL");
    EXPECT_EQ(mysql.add_column(
                  "t", {.name = "c", .storage = storage::long_text, .length = 1, .references = {}, .fallback = "a'b"}),
              "ALTER TABLE \"t\" ADD COLUMN \"c\" LONGTEXT NULL DEFAULT ('a''b')");
    EXPECT_EQ(mysql.create_index("t", {.name = "i", .columns = {"a", "b"}}),
              "CREATE INDEX \"i\" ON \"t\" (\"a\", \"b\")");
    EXPECT_EQ(mysql.drop_index("t", "i"), "DROP INDEX \"i\" ON \"t\"");
    EXPECT_EQ(mysql.rename_column("t", "a", {.name = "b", .references = {}}),
              "ALTER TABLE \"t\" RENAME COLUMN \"a\" TO \"b\"");
    EXPECT_EQ(mysql.rename_table("t", {.name = "u", .columns = {}, .primary_key = {}, .indexes = {}}),
              "ALTER TABLE \"t\" RENAME TO \"u\"");
    EXPECT_NE(mysql.create_table(owner).find("utf8mb4_0900_bin"), std::string::npos);
}

TEST(Dialect, QuotesNames)
{
    EXPECT_EQ(dialect::quoted("order"), "\"order\"");
    EXPECT_EQ(dialect::quoted("a\"b"), "\"a\"\"b\"");
}

} // namespace
