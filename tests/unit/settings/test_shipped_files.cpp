#include "core/settings/keys.hpp"
#include "tests/unit/settings/settings_file.hpp"

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
    EXPECT_EQ(shipped.limits.body_disk, defaults.limits.body_disk);
    EXPECT_EQ(shipped.limits.body_folder, defaults.limits.body_folder);
    EXPECT_EQ(shipped.limits.request, defaults.limits.request);
    EXPECT_EQ(shipped.accounts.idle_timeout, defaults.accounts.idle_timeout);
    EXPECT_EQ(shipped.accounts.administrator_password_lifetime, defaults.accounts.administrator_password_lifetime);
    EXPECT_EQ(shipped.accounts.inactivity_limit, defaults.accounts.inactivity_limit);
    EXPECT_EQ(shipped.utc_offset, defaults.utc_offset);
}

TEST(ShippedSettings, ExplainEveryKey)
{
    const std::string text = text_of(config / "nscl.toml");
    for (const key& one : keys()) {
        const std::string given = std::string{one.name} + " = ";
        EXPECT_THAT(text, testing::AnyOf(HasSubstr("\n" + given), HasSubstr("\n# " + given))) << one.path();
    }
}

TEST(ShippedSettings, OfProductionParseOnceThePasswordIsThere)
{
    std::string text = text_of(config / "production.toml");
    const std::string file = "/etc/nscl/database_password";
    const auto at = text.find(file);
    ASSERT_NE(at, std::string::npos);
    const settings_folder folder;
    const auto password = folder.write("password", "secret\n");
    const settings production = read(folder.write("production.toml", text.replace(at, file.size(), password.string())));
    EXPECT_THAT(production.database.url, StartsWith("mysql://"));
    EXPECT_EQ(production.database.password, "secret");
    EXPECT_EQ(production.listen.address, "127.0.0.1");
    EXPECT_FALSE(production.listen.trusted_proxies.empty());
}

} // namespace
} // namespace nscl::settings
