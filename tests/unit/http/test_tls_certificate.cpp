#include "core/http/tls_certificate.hpp"
#include "core/platform/clock.hpp"
#include "tests/support/certificate.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace nscl::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::int64_t day = 24LL * 3600 * 1'000'000;

class TlsCertificate : public ::testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& text) const
    {
        std::ofstream{folder_.path() / name} << text;
        return folder_.path() / name;
    }

    /// How the pair is refused; "" when it is not.
    static std::string complaint(const std::filesystem::path& certificate, const std::filesystem::path& key)
    {
        try {
            const tls_context made{certificate, key};
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
        return "";
    }

    tests::temporary_folder folder_;
    tests::certificate_files pair_ = tests::make_certificate(folder_.path(), "one");
};

TEST_F(TlsCertificate, HoldsUntilItsEnd)
{
    const auto now = platform::system_clock{}.now();
    const auto until = tls_context{pair_.certificate, pair_.key}.valid_until();
    EXPECT_GT(until, now + 6 * day);
    EXPECT_LT(until, now + 8 * day);
}

TEST_F(TlsCertificate, IsRefusedWithTheFileThatIsWrong)
{
    const auto other = tests::make_certificate(folder_.path(), "two");
    const auto text = write("text", "no PEM\n");
    const auto missing = folder_.path() / "none";
    const auto certificate = pair_.certificate.string();
    EXPECT_EQ(complaint(pair_.certificate, pair_.key), "");
    EXPECT_EQ(complaint(missing, pair_.key), missing.string() + ": cannot be read: No such file or directory");
    EXPECT_EQ(complaint(pair_.certificate, missing), missing.string() + ": cannot be read: No such file or directory");
    EXPECT_EQ(complaint(folder_.path(), pair_.key), folder_.path().string() + ": a folder, not a PEM file");
    EXPECT_THAT(complaint(text, pair_.key), StartsWith(text.string() + ": no usable certificate in PEM: "));
    EXPECT_THAT(complaint(pair_.key, pair_.key), StartsWith(pair_.key.string() + ": no usable certificate in PEM: "));
    EXPECT_THAT(complaint(pair_.certificate, text), StartsWith(text.string() + ": no usable key in PEM: "));
    EXPECT_THAT(complaint(pair_.certificate, pair_.certificate), StartsWith(certificate + ": no usable key in PEM: "));
    EXPECT_EQ(complaint(pair_.certificate, other.key),
              other.key.string() + ": not the key of the certificate in " + certificate);
}

TEST_F(TlsCertificate, IsNotWaitedForAtATerminal)
{
    EXPECT_THAT(complaint(pair_.certificate, tests::lock_key(pair_)),
                HasSubstr("one.locked: the key has a passphrase"));
}

TEST_F(TlsCertificate, IsReadAgainWhenAskedFor)
{
    tls_certificate served{pair_.certificate, pair_.key};
    const auto before = served.current();
    tests::make_certificate(folder_.path(), "one", 30);
    EXPECT_EQ(served.current(), before);
    served.reload();
    EXPECT_GT(served.current()->valid_until(), before->valid_until());
}

TEST_F(TlsCertificate, StaysWhenTheNewOneIsWrong)
{
    tls_certificate served{pair_.certificate, pair_.key};
    const auto before = served.current();
    write("one.key", "half of a ke");
    EXPECT_THROW(served.reload(), std::runtime_error);
    EXPECT_EQ(served.current(), before);
}

} // namespace
} // namespace nscl::http
