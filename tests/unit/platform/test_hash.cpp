#include "core/platform/hash.hpp"

#include "core/platform/encoding.hpp"
#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

namespace nscl::platform {
namespace {

TEST(Sha256, OfPiecesIsThatOfTheWhole)
{
    // FIPS 180-2, appendix B.1.
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_of_pieces pieces;
    for (const char* each : {"a", "", "bc"}) pieces.add(each);
    EXPECT_EQ(pieces.finish(), sha256("abc"));
}

TEST(KeyedHash, AgreesWithAnotherImplementation)
{
    // Python: hashlib.blake2b(b"abc", digest_size=32, key=bytes(range(32))).hexdigest()
    std::string key(32, '\0');
    std::iota(key.begin(), key.end(), '\0');
    EXPECT_EQ(to_hex(keyed_hash(key, "abc")), "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
    EXPECT_EQ(to_hex(keyed_hash(key, "")), "4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d");
}

TEST(KeyedHash, RefusesAKeyOfAnotherLength)
{
    EXPECT_THROW(keyed_hash("short", "text"), std::invalid_argument);
}

TEST(ConstantTimeEquality, ComparesLengthAndBytes)
{
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(Base64Url, ReadsWhatItWrote)
{
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
}

TEST(Base64Url, UsesNeitherPaddingNorCharactersThatUrlsEscape)
{
    EXPECT_EQ(to_base64url("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(to_base64url("a"), "YQ");
}

TEST(Base64Url, IsEmptyWhenMalformed)
{
    EXPECT_EQ(from_base64url("ab+/"), "");
    EXPECT_EQ(from_base64url("Y"), "");
}

TEST(Hexadecimal, ReadsWhatItWroteInEitherCase)
{
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
    EXPECT_EQ(from_hex("fF0a"), "\xff\x0a");
}

TEST(Hexadecimal, IsEmptyWhenMalformed)
{
    for (const auto* wrong : {"", "f", "fg", "ff ", "ff0"}) EXPECT_EQ(from_hex(wrong), "") << wrong;
}

} // namespace
} // namespace nscl::platform
