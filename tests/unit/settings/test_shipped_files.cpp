#include "core/settings/keys.hpp"
#include "core/settings/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace nscl::settings {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::filesystem::path config = CONFIG_FOLDER;

std::string text_of(const std::filesystem::path& file)
{
    std::ifstream stream{file};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(ShippedSettings, OfTheDefaultFileAreTheDefaults)
{
    const settings shipped = read(config / "nscl.toml");
    const settings defaults;
    EXPECT_EQ(shipped.listen.address, defaults.listen.address);
    EXPECT_EQ(shipped.listen.port, defaults.listen.port);
    EXPECT_EQ(shipped.database.url, defaults.database.url);
    EXPECT_EQ(shipped.limits.body_bytes, defaults.limits.body_bytes);
    EXPECT_EQ(shipped.limits.request, defaults.limits.request);
    EXPECT_EQ(shipped.accounts.idle_timeout, defaults.accounts.idle_timeout);
    EXPECT_EQ(shipped.utc_offset, defaults.utc_offset);
}

TEST(ShippedSettings, ExplainEveryKey)
{
    const std::string text = text_of(config / "nscl.toml");
    for (const key& one : keys())
        EXPECT_THAT(text,
                    HasSubstr("\n" + std::string{one.name == "password_file" || one.name == "demo_name" ? "# " : ""} +
                              std::string{one.name} + " = "))
            << one.path();
}

TEST(ShippedSettings, OfProductionAskForThePasswordFile)
{
    try {
        read(config / "production.toml");
        FAIL() << "the password file cannot be there";
    } catch (const std::runtime_error& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("cannot read /etc/nscl/database_password"));
    }
}

TEST(ShippedSettings, OfProductionParseOnceThePasswordIsThere)
{
    std::string text = text_of(config / "production.toml");
    const std::string file = "/etc/nscl/database_password";
    const auto at = text.find(file);
    ASSERT_NE(at, std::string::npos);
    const std::filesystem::path folder = testing::TempDir();
    const auto password = folder / "nscl-shipped-password";
    const auto copy = folder / "nscl-shipped-production.toml";
    std::ofstream{password} << "secret\n";
    std::ofstream{copy} << text.replace(at, file.size(), password.string());

    const settings production = read(copy);
    EXPECT_THAT(production.database.url, StartsWith("mysql://"));
    EXPECT_EQ(production.database.password, "secret");
    EXPECT_EQ(production.listen.address, "127.0.0.1");
    EXPECT_FALSE(production.listen.trusted_proxies.empty());
    std::filesystem::remove(password);
    std::filesystem::remove(copy);
}

} // namespace
} // namespace nscl::settings
