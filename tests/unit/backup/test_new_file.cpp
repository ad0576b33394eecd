#include "core/backup/new_file.hpp"
#include "tests/support/limited_files.hpp"
#include "tests/unit/backup/shelf.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <system_error>

namespace nscl::backup {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class NewFile : public testing::Test {
protected:
    std::filesystem::path name() const { return folder_.path() / "new"; }
    auto files() const { return std::distance(std::filesystem::directory_iterator{folder_.path()}, {}); }

private:
    tests::temporary_folder folder_;
};

TEST_F(NewFile, AppearsWhenItIsComplete)
{
    {
        new_file made{name()};
        made.write("Hoà");
        EXPECT_FALSE(std::filesystem::exists(name()));
        made.appear();
    }
    EXPECT_EQ(tests::content_of(name()), "Hoà");
    EXPECT_EQ(files(), 1);
}

TEST_F(NewFile, ThatNeverBecameCompleteIsGone)
{
    {
        new_file made{name()};
        made.write("half");
    }
    EXPECT_EQ(files(), 0);
}

TEST_F(NewFile, TakesNoNameThatIsTaken)
{
    std::ofstream{name()} << "old";
    EXPECT_THAT([&] { new_file{name()}; }, ThrowsMessage<std::system_error>(HasSubstr("File exists")));
    EXPECT_EQ(tests::content_of(name()), "old");
}

TEST_F(NewFile, IsWrittenByOneAtATime)
{
    new_file first{name()};
    first.write("first");
    EXPECT_THAT([&] { new_file{name()}; }, ThrowsMessage<std::system_error>(HasSubstr("busy")));
    first.appear();
    EXPECT_EQ(tests::content_of(name()), "first");
}

TEST_F(NewFile, BeginsAnewWhereAKilledProcessLeftOff)
{
    std::ofstream{name().string() + ".partial"} << "much that was left";
    new_file made{name()};
    made.write("new");
    made.appear();
    EXPECT_EQ(tests::content_of(name()), "new");
}

TEST_F(NewFile, OnAFullDiskFailsWithItsNameAndLeavesNothing)
{
    {
        const tests::limited_files full{10};
        new_file made{name()};
        EXPECT_THAT([&] { made.write("more than ten bytes"); },
                    ThrowsMessage<std::system_error>(HasSubstr("new.partial: File too large")));
    }
    EXPECT_EQ(files(), 0);
}

} // namespace
} // namespace nscl::backup
