#include "core/http/request_body.hpp"
#include "core/http/spool_file.hpp"
#include "tests/support/limited_files.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/http/kib.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace nscl::http {
namespace {

constexpr std::size_t in_memory = request_body::most_in_memory;

/// Bytes in which every piece differs from its neighbours.
std::string numbered_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    std::uint32_t state = 1;
    for (char& each : bytes) each = static_cast<char>((state = state * 1664525 + 1013904223) >> 24U);
    return bytes;
}

class RequestBody : public ::testing::Test {
protected:
    /// What comes of these bytes, when they arrive in such pieces: the first fault, or none.
    std::optional<body_fault> take(std::string_view bytes, std::size_t piece = 16 * kib)
    {
        body_.arrive_in(storage_);
        for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
            if (const auto fault = body_.add(bytes.substr(0, piece))) return fault;
        }
        return body_.complete();
    }

    tests::temporary_folder folder_;
    std::shared_ptr<body_storage> storage_ = std::make_shared<body_storage>(256 * kib, 32 * kib * kib, folder_.path());
    request_body body_;
};

TEST_F(RequestBody, IsTheBytesThatArrivedHoweverMany)
{
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, in_memory - 1, in_memory, in_memory + 1,
                                   in_memory + 16 * kib, 20 * kib * kib}) {
        const auto bytes = numbered_bytes(size);
        for (const std::size_t piece : {std::size_t{1000}, 16 * kib, 1024 * kib}) {
            SCOPED_TRACE(std::to_string(size) + " in pieces of " + std::to_string(piece));
            body_ = {};
            ASSERT_EQ(take(bytes, piece), std::nullopt);
            EXPECT_EQ(body_.size(), size);
            EXPECT_EQ(body_.empty(), size == 0);
            EXPECT_TRUE(body_.view() == bytes);
        }
    }
}

TEST_F(RequestBody, MayArriveByteByByte)
{
    const auto bytes = numbered_bytes(in_memory + 50 * kib);
    ASSERT_EQ(take(bytes, 1), std::nullopt);
    EXPECT_TRUE(body_.view() == bytes);
}

TEST_F(RequestBody, IsInMemoryUpTo64KibAndOnDiskAbove)
{
    ASSERT_EQ(take(numbered_bytes(in_memory)), std::nullopt);
    EXPECT_EQ(storage_->memory.held(), in_memory - request_body::uncounted);
    EXPECT_EQ(storage_->disk.held(), 0U);

    body_ = {};
    ASSERT_EQ(take(numbered_bytes(in_memory + 1)), std::nullopt);
    EXPECT_EQ(storage_->memory.held(), 0U);
    EXPECT_EQ(storage_->disk.held(), in_memory + 1);

    body_.clear();
    EXPECT_EQ(storage_->disk.held(), 0U);
    EXPECT_TRUE(body_.empty());
}

TEST_F(RequestBody, LeavesNoNameInTheFolder)
{
    body_.arrive_in(storage_);
    EXPECT_EQ(body_.add(numbered_bytes(in_memory + 1)), std::nullopt);
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path())) << "while it arrives";
    EXPECT_EQ(body_.complete(), std::nullopt);
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path())) << "when it has";
}

TEST_F(RequestBody, WithoutAStorageStaysInMemory)
{
    const auto bytes = numbered_bytes(in_memory + 1);
    EXPECT_EQ(body_.add(bytes), std::nullopt);
    EXPECT_EQ(body_.complete(), std::nullopt);
    EXPECT_TRUE(body_.view() == bytes);
    EXPECT_TRUE(request_body{bytes}.view() == bytes);
}

TEST_F(RequestBody, FindsNoRoomWhereOthersHoldIt)
{
    storage_ = std::make_shared<body_storage>(60 * kib, 100 * kib, folder_.path());
    EXPECT_EQ(take(numbered_bytes(60 * kib)), std::nullopt);
    EXPECT_TRUE(request_body::has_room_for(*storage_, 32 * kib));
    EXPECT_FALSE(request_body::has_room_for(*storage_, 33 * kib));
    auto second = std::exchange(body_, {});
    EXPECT_EQ(take(numbered_bytes(60 * kib)), body_fault::memory_full);

    body_ = {};
    second = {};
    EXPECT_EQ(take(numbered_bytes(70 * kib)), std::nullopt);
    EXPECT_FALSE(request_body::has_room_for(*storage_, 70 * kib));
    second = std::exchange(body_, {});
    EXPECT_EQ(take(numbered_bytes(70 * kib)), body_fault::disk_full);
    body_.clear();
    EXPECT_EQ(storage_->disk.held(), 70 * kib) << "what did not fit holds nothing";
}

TEST_F(RequestBody, IsKeptByWhoeverNeedsItLonger)
{
    const auto large = numbered_bytes(100 * kib);
    ASSERT_EQ(take(large), std::nullopt);
    auto kept = body_.kept();
    EXPECT_EQ(kept.view().data(), body_.view().data()) << "a large one is there once";
    body_.clear();
    EXPECT_EQ(storage_->disk.held(), large.size());
    EXPECT_TRUE(kept.view() == large);
    kept.clear();
    EXPECT_EQ(storage_->disk.held(), 0U);

    ASSERT_EQ(take("small"), std::nullopt);
    kept = body_.kept();
    body_.clear();
    EXPECT_EQ(kept.view(), "small");
}

TEST_F(RequestBody, IsNotStoredWhereThereIsNoFolder)
{
    storage_ = std::make_shared<body_storage>(256 * kib, 256 * kib, folder_.path() / "missing");
    EXPECT_EQ(take(numbered_bytes(in_memory)), std::nullopt);
    body_ = {};
    EXPECT_EQ(take(numbered_bytes(in_memory + 1)), body_fault::not_stored);
}

TEST_F(RequestBody, IsNotStoredOnAFullDisk)
{
    const tests::limited_files full{128 * kib};
    EXPECT_EQ(take(numbered_bytes(128 * kib)), std::nullopt);
    body_ = {};
    EXPECT_EQ(take(numbered_bytes(128 * kib + 1), 1024 * kib), body_fault::not_stored) << "in one piece";
    body_ = {};
    EXPECT_EQ(take(numbered_bytes(128 * kib + 1)), body_fault::not_stored) << "in its last byte, which completes it";
    body_ = {};
    EXPECT_EQ(storage_->disk.held(), 0U);
}

TEST(SpoolFile, NeedsNoFileSystemThatKnowsFilesWithoutNames)
{
    const tests::temporary_folder folder;
    const int opened = open_unlinked(folder.path());
    struct stat about{};
    EXPECT_EQ(::fstat(opened, &about), 0);
    EXPECT_EQ(about.st_nlink, 0U);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
    ::close(opened);
    EXPECT_THROW(open_unlinked(folder.path() / "missing"), std::system_error);
}

} // namespace
} // namespace nscl::http
