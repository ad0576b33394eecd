#include "core/journal/chain.hpp"
#include "core/platform/encoding.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace nscl::journal {
namespace {

constexpr std::string_view write_id = "w-1";

entry sample()
{
    return {.id = 41,
            .at = 1'790'000'000'000'000,
            .user = 7,
            .user_name = "nguyễn.a",
            .origin = "192.0.2.1",
            .plugin = "club 1.0",
            .entity = "club.member",
            .record = 12,
            .action = "update",
            .transition = "",
            .version = 3,
            .changes = R"({"name":[null,"Hòa"]})"};
}

std::string salt()
{
    std::string made;
    for (char byte = 0; byte < 16; ++byte) made += byte;
    return made;
}

/// Computed by another program from the description in docs/decisions/sealed-journal.md: sealed journals have to stay verifiable.
TEST(Chain, IsTheOneThatIsDescribed)
{
    const auto digest = digest_of(sample(), salt());
    EXPECT_EQ(platform::to_hex(digest), "a9a808abf3de073140ada276481f1520e6b370f260b0dd82fe09a1f3efa371ef");
    const auto first = seal_of("", sample(), write_id, digest);
    EXPECT_EQ(platform::to_hex(first), "035ac6ea3adea8711194c0bbba7502fc3c2d53339a6a1a8fe87af7f12521227c");
    EXPECT_EQ(platform::to_hex(seal_of(first, sample(), write_id, digest)),
              "54cbcd361c107d9f7faaaf61e79251fc3cc857677e6320df1a62190e4befef14");
}

TEST(Chain, CoversEveryColumn)
{
    const std::vector<std::function<void(entry&)>> changes{
        [](entry& row) { row.id += 1; },        [](entry& row) { row.at += 1; },
        [](entry& row) { row.user += 1; },      [](entry& row) { row.plugin += "1"; },
        [](entry& row) { row.entity += "s"; },  [](entry& row) { row.record += 1; },
        [](entry& row) { row.action = "x"; },   [](entry& row) { row.transition = "x"; },
        [](entry& row) { row.version += 1; },   [](entry& row) { row.user_name += "n"; },
        [](entry& row) { row.origin = "::1"; }, [](entry& row) { row.changes = "{}"; }};
    const auto sealed = [](const entry& row) { return seal_of("", row, write_id, digest_of(row, salt())); };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto row = sample();
        changes[i](row);
        EXPECT_NE(sealed(row), sealed(sample())) << i;
    }
    EXPECT_NE(seal_of("", sample(), "w-2", "digest"), seal_of("", sample(), "w-1", "digest"));
}

TEST(Chain, TellsWhereATextEnds)
{
    auto left = sample();
    auto right = sample();
    left.user_name = "an";
    left.origin = "na";
    right.user_name = "a";
    right.origin = "nna";
    EXPECT_NE(digest_of(left, salt()), digest_of(right, salt()));
    left = right = sample();
    left.action = "update";
    left.transition = "1:2,";
    right.action = "update,4:1:2,";
    right.transition = "";
    EXPECT_NE(seal_of("", left, write_id, "d"), seal_of("", right, write_id, "d"));
}

TEST(Chain, HidesValuesBehindTheSalt)
{
    EXPECT_NE(digest_of(sample(), salt()), digest_of(sample(), std::string(16, 'x')));
}

} // namespace
} // namespace nscl::journal
