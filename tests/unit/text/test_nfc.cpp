#include "core/text/unicode.hpp"

#include <gtest/gtest.h>

namespace nscl::text {
namespace {

TEST(Nfc, LeavesPlainAndComposedTextAsItIs)
{
    EXPECT_EQ(nfc("plain"), "plain");
    EXPECT_EQ(nfc("Tiếng Việt"), "Tiếng Việt");
}

TEST(Nfc, ComposesWhatCameInPieces)
{
    EXPECT_EQ(nfc("Tie\xCC\x82\xCC\x81ng Vie\xCC\xA3\xCC\x82t"), "Tiếng Việt");
    EXPECT_EQ(nfc("Vie\xCC\x82\xCC\xA3t"), "Việt"); // marks in the other order
}

TEST(Nfc, KeepsWhatOnlyLooksAlike)
{
    EXPECT_EQ(nfc("ﬁ"), "ﬁ"); // composition is canonical, not by compatibility
}

} // namespace
} // namespace nscl::text
