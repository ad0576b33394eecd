#include "core/platform/member_list.hpp"

#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

TEST(MemberList, IsHashedAsNetstrings)
{
    EXPECT_EQ(member_list{"p"}.add("hello").add(-3).hash(), sha256("1:p,5:hello,2:-3,"));
}

TEST(MemberList, TellsListsApartThatReadAlikeWhenJoined)
{
    EXPECT_NE(member_list{"p"}.add("ab").add("c").hash(), member_list{"p"}.add("a").add("bc").hash());
    EXPECT_NE(member_list{"p"}.add("").hash(), member_list{"p"}.hash());
    EXPECT_NE(member_list{"p"}.add("a").hash(), member_list{"q"}.add("a").hash());
}

} // namespace
} // namespace nscl::platform
