#include "core/database/error.hpp"
#include "core/database/open.hpp"
#include "tests/support/limited_files.hpp"
#include "tests/unit/backup/announced_connection.hpp"
#include "tests/unit/backup/shelf.hpp"

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>
#include <string>

namespace nscl::tests {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// What a process that dies would never throw.
class died : public std::runtime_error {
public:
    died() : std::runtime_error("died") {}
};

class BrokenOff : public testing::TestWithParam<engine> {
protected:
    std::filesystem::path file(const std::string& name) const { return files_.path() / name; }

    /// A process that restores and is killed before its statement of that number: the database hears no more of it, and rolls back. False
    /// when it has ended before.
    bool restore_until(int statements)
    {
        const auto into = database::connect(empty.settings(), database::use::filling);
        announced_connection mortal{*into, [&](std::string_view) {
                                        if (statements-- <= 0) throw died{};
                                    }};
        try {
            backup::restore(mortal, file("a"));
        } catch (const died&) {
            return true;
        }
        return false;
    }

    std::set<std::string> tables() const
    {
        const auto looking = database::connect(empty.settings(), database::use::filling);
        looking->begin(database::purpose::read);
        auto names = database::tables_of(*looking);
        looking->rollback();
        return names;
    }

    void expect_whole()
    {
        back_up(empty, file("b"));
        EXPECT_EQ(rows_of(file("b")), rows_of(file("a")));
    }

    test_database source{GetParam()};
    test_database empty{GetParam()};

private:
    temporary_folder files_;
};
INSTANTIATE_TEST_SUITE_P(On, BrokenOff, testing::Values(engine::sqlite, engine::mariadb), engine_name);

TEST_P(BrokenOff, RestoresAreRefusedByServersAndBeginAnew)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    const int stride = GetParam() == engine::sqlite ? 1 : 7; // a change of tables takes MariaDB long
    int broken = 0;
    for (int statements = 1; restore_until(statements); statements += stride) {
        const auto left = tables();
        if (left.empty()) continue;                                     // nothing was made yet
        if (!left.contains(std::string{database::restore_mark})) break; // only the good news was lost
        ++broken;
        EXPECT_THAT([&] { empty.open(); }, ThrowsMessage<database::error>(HasSubstr("run `nscl restore` again")));
    }
    EXPECT_GT(broken, 3);
    EXPECT_NO_THROW(empty.open());
    expect_whole();
}

TEST_P(BrokenOff, RestoresTakeAwayOnlyWhatTheyMade)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    ASSERT_TRUE(restore_until(60));
    {
        const auto somebody = database::connect(empty.settings(), database::use::filling);
        somebody->begin(database::purpose::write);
        somebody->execute("CREATE TABLE mine (a INTEGER)", {});
        somebody->commit();
    }
    const auto into = database::connect(empty.settings(), database::use::filling);
    EXPECT_THAT([&] { backup::restore(*into, file("a")); }, ThrowsMessage<backup::refused>(HasSubstr("(mine)")));
}

TEST_P(BrokenOff, RestoreOfADamagedBackupStoresNothing)
{
    fill_one_shelf(*source.open());
    back_up(source, file("a"));
    std::filesystem::resize_file(file("a"), std::filesystem::file_size(file("a")) - 1);
    EXPECT_THROW(restore_into(empty, file("a")), backup::refused);
    EXPECT_THAT(tables(), testing::IsEmpty());
}

TEST(OnAFullDisk, ABackupLeavesNoFile)
{
    const test_database source{engine::sqlite};
    const temporary_folder files;
    fill_shelves(*source.open());
    {
        const limited_files full{100'000};
        EXPECT_THROW(back_up(source, files.path() / "a"), std::system_error);
    }
    EXPECT_TRUE(std::filesystem::is_empty(files.path()));
}

TEST(OnAFullDisk, ARestoreIsBrokenOffAndMayBeRepeated)
{
    const test_database source{engine::sqlite};
    const test_database empty{engine::sqlite};
    const temporary_folder files;
    fill_shelves(*source.open());
    back_up(source, files.path() / "a");
    {
        const limited_files full{400'000};
        EXPECT_THROW(restore_into(empty, files.path() / "a"), database::error);
    }
    EXPECT_THROW(empty.open(), database::error);
    restore_into(empty, files.path() / "a");
    back_up(empty, files.path() / "b");
    EXPECT_EQ(rows_of(files.path() / "b"), rows_of(files.path() / "a"));
}

} // namespace
} // namespace nscl::tests
