#include "core/platform/random.hpp"

#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"
#include <gtest/gtest.h>

namespace nscl::platform {
namespace {

TEST(SystemRandom, GivesAsManyBytesAsAskedForAndOthersEachTime)
{
    system_random source;
    const std::string first = source.bytes(32);
    EXPECT_EQ(first.size(), 32U);
    EXPECT_NE(first, source.bytes(32));
    EXPECT_EQ(source.bytes(0), "");
}

TEST(Sha256, AgreesWithThePublishedVector)
{
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

} // namespace
} // namespace nscl::platform
