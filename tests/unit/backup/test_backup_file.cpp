#include "core/backup/backup_reader.hpp"
#include "tests/unit/backup/shelf.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <system_error>

namespace nscl::tests {
namespace {

using backup::refused;
using testing::HasSubstr;
using testing::ThrowsMessage;

class BackupFile : public testing::Test {
protected:
    BackupFile()
    {
        const test_database source{engine::sqlite};
        fill_one_shelf(*source.open());
        made_ = back_up(source, folder_.path() / "whole");
        whole_ = content_of(folder_.path() / "whole");
    }

    /// A file of these bytes.
    std::filesystem::path with(const std::string& bytes) const
    {
        const auto file = folder_.path() / "other";
        std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
        return file;
    }

    const std::string& whole() const { return whole_; }
    const backup::summary& made() const { return made_; }

private:
    temporary_folder folder_;
    backup::summary made_;
    std::string whole_;
};

TEST_F(BackupFile, IsWholeAsItWasWritten)
{
    const auto checked = backup::check(with(whole()));
    EXPECT_EQ(checked.sha256, made().sha256);
    EXPECT_EQ(checked.rows, made().rows);
    EXPECT_EQ(checked.bytes, whole().size());
}

TEST_F(BackupFile, WithOneByteChangedIsRefused)
{
    for (std::size_t at = 0; at < whole().size(); ++at) {
        auto changed = whole();
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_THROW(backup::check(with(changed)), refused) << at;
    }
}

TEST_F(BackupFile, ThatIsCutOffIsRefused)
{
    for (std::size_t size = 0; size < whole().size(); ++size)
        EXPECT_THROW(backup::check(with(whole().substr(0, size))), refused) << size;
}

TEST_F(BackupFile, WithSomethingBehindItsEndIsRefused)
{
    EXPECT_THAT([&] { backup::check(with(whole() + "\n")); }, ThrowsMessage<refused>(HasSubstr("follows its end")));
    EXPECT_THROW(backup::check(with(whole() + whole())), refused);
}

TEST_F(BackupFile, OfANewerFormSaysSo)
{
    EXPECT_THAT([&] { backup::check(with("nscl-backup 2\n...")); }, ThrowsMessage<refused>(HasSubstr("nscl-backup 2")));
}

TEST_F(BackupFile, ThatIsNoneSaysSo)
{
    EXPECT_THAT([&] { backup::check(with("SQLite format 3")); },
                ThrowsMessage<refused>(HasSubstr("is no backup of nscl")));
    EXPECT_THROW(backup::check(with("")), refused);
    EXPECT_THROW(backup::check("/nowhere/at/all"), std::system_error);
}

TEST_F(BackupFile, WithALengthThatNoFileHasIsRefusedAtOnce)
{
    auto changed = whole();
    const std::string text = "t9:name_note";
    changed.replace(changed.find("\nr") + 1, 2, "rt9223372036854775807:");
    EXPECT_THROW(backup::check(with(changed)), refused);
}

TEST_F(BackupFile, IsReadableForItsOwnerOnly)
{
    const temporary_folder folder;
    const test_database source{engine::sqlite};
    fill_one_shelf(*source.open());
    back_up(source, folder.path() / "a");
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(folder.path() / "a").permissions(), perms::owner_read | perms::owner_write);
}

} // namespace
} // namespace nscl::tests
