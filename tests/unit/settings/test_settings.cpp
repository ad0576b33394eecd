#include "tests/unit/settings/settings_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace nscl::settings {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Settings, AreTheDefaultsWithoutAFile)
{
    const settings read_from_nothing = read(std::nullopt);
    EXPECT_EQ(read_from_nothing.listen.port, 8080);
    EXPECT_EQ(read_from_nothing.utc_offset, 7h);
    const auto& limits = read_from_nothing.limits;
    EXPECT_EQ(limits.header_bytes, 16U * 1024);
    EXPECT_EQ(limits.body_bytes, 1024U * 1024);
    EXPECT_EQ(limits.upload_bytes, 20U * 1024 * 1024);
    EXPECT_EQ(limits.json_depth, 32U);
    EXPECT_EQ(limits.request, 30s);
    EXPECT_EQ(limits.header_read, 10s);
    EXPECT_EQ(limits.idle, 60s);
}

TEST(Settings, TakeEveryKey)
{
    const settings s = read_text(R"(
utc_offset = "-03:30"
log_level = "debug"
[listen]
address = "0.0.0.0"
port = 0
public_url = "https://nscl.example.vn/"
trusted_proxies = ["127.0.0.1", "10.0.0.1"]
io_threads = 2
workers = 16
[limits]
header_bytes = "32 KiB"
body_bytes = "2MiB"
upload_bytes = 2048
body_memory = "64 MiB"
body_disk = "128 MiB"
body_folder = "spool"
unlinked_bytes = "1 MiB"
unlinked_lifetime = "2d"
json_depth = 5
request = "5s"
header_read = "250ms"
idle = "1m"
connections = 7
queue = 8
shutdown = "0s"
[database]
url = "mysql://nscl@db.example.vn:3306/nscl"
connections = 3
lease_timeout = "1s"
writes_per_commit = 8
[accounts]
idle_timeout = "30m"
administrator_idle_timeout = "300s"
session_lifetime = "1d"
failures_before_lock = 3
password_length = 12
password_history = 0
password_memory = "32 MiB"
administrator_password_lifetime = "90d"
inactivity_limit = "0d"
link_lifetime = "2h"
[plugins]
folders = ["/opt/nscl/plugins"]
enabled = ["programme"]
[plugin.programme]
round_down_to = 1000
strict = true
rate = "12.5"
)");
    EXPECT_EQ(s.utc_offset, -(3h + 30min));
    EXPECT_EQ(s.log_level, "debug");
    EXPECT_EQ(s.listen.address, "0.0.0.0");
    EXPECT_EQ(s.listen.port, 0);
    EXPECT_EQ(s.listen.public_url, "https://nscl.example.vn");
    EXPECT_THAT(s.listen.trusted_proxies, ElementsAre("127.0.0.1", "10.0.0.1"));
    EXPECT_EQ(s.listen.io_threads, 2U);
    EXPECT_EQ(s.listen.workers, 16U);
    EXPECT_EQ(s.limits.header_bytes, 32768U);
    EXPECT_EQ(s.limits.body_bytes, 2097152U);
    EXPECT_EQ(s.limits.upload_bytes, 2048U);
    EXPECT_EQ(s.limits.body_memory, 67108864U);
    EXPECT_EQ(s.limits.body_disk, 134217728U);
    EXPECT_EQ(s.limits.body_folder.filename(), "spool");
    EXPECT_EQ(s.limits.unlinked_bytes, 1048576U);
    EXPECT_EQ(s.limits.unlinked_lifetime, 48h);
    EXPECT_EQ(s.limits.json_depth, 5U);
    EXPECT_EQ(s.limits.request, 5s);
    EXPECT_EQ(s.limits.header_read, 250ms);
    EXPECT_EQ(s.limits.idle, 1min);
    EXPECT_EQ(s.limits.connections, 7U);
    EXPECT_EQ(s.limits.queue, 8U);
    EXPECT_EQ(s.limits.shutdown, 0s);
    EXPECT_EQ(s.database.url, "mysql://nscl@db.example.vn:3306/nscl");
    EXPECT_EQ(s.database.connections, 3U);
    EXPECT_EQ(s.database.lease_timeout, 1s);
    EXPECT_EQ(s.database.writes_per_commit, 8U);
    EXPECT_EQ(s.accounts.idle_timeout, 30min);
    EXPECT_EQ(s.accounts.administrator_idle_timeout, 5min);
    EXPECT_EQ(s.accounts.session_lifetime, 24h);
    EXPECT_EQ(s.accounts.failures_before_lock, 3U);
    EXPECT_EQ(s.accounts.password_length, 12U);
    EXPECT_EQ(s.accounts.password_history, 0U);
    EXPECT_EQ(s.accounts.password_memory, 32U * 1024 * 1024);
    EXPECT_EQ(s.accounts.link_lifetime, 2h);
    EXPECT_THAT(s.plugins.folders, ElementsAre("/opt/nscl/plugins"));
    EXPECT_THAT(s.plugins.enabled, ElementsAre("programme"));
    const auto& programme = s.plugins.values.at("programme");
    EXPECT_EQ(std::get<std::int64_t>(programme.at("round_down_to")), 1000);
    EXPECT_EQ(std::get<bool>(programme.at("strict")), true);
    EXPECT_EQ(std::get<std::string>(programme.at("rate")), "12.5");
}

TEST(Settings, LeaveSamplesToTheCommandLine)
{
    EXPECT_FALSE(read(std::nullopt).demo);
    EXPECT_THROW(read_text("demo = true\n"), std::runtime_error);
    EXPECT_THROW(read_text("demo_name = \"Demo\"\n"), std::runtime_error);
}

TEST(Settings, ReadThePasswordFromItsFileBesideTheSettings)
{
    const settings_folder folder;
    folder.write("password", "h\xE1\xBB\x93 s\xC6\xA1\n");
    const settings s = read(folder.write("nscl.toml", "[database]\npassword_file = \"password\"\n"));
    EXPECT_EQ(s.database.password, "h\xE1\xBB\x93 s\xC6\xA1");
}

TEST(Settings, StartRelativePluginFoldersAtTheFile)
{
    const settings_folder folder;
    const settings s = read(folder.write("nscl.toml", "[plugins]\nfolders = [\"plugins\"]\n"));
    EXPECT_THAT(s.plugins.folders, ElementsAre(folder.path() / "plugins"));
}

TEST(Settings, RefuseAKeyThatTheyDoNotKnowWithItsLine)
{
    EXPECT_THAT(complaint("[listen]\nadress = \"127.0.0.1\"\n"),
                StartsWith("nscl.toml:2: unknown key \"adress\" in [listen]; known are address, port"));
    EXPECT_THAT(complaint("\nloglevel = \"info\"\n"),
                StartsWith("nscl.toml:2: unknown key \"loglevel\" at the top; known are utc_offset"));
    EXPECT_THAT(complaint("log_level = \"info\"\n[listener]\nport = 1\n"),
                StartsWith("nscl.toml:2: unknown table [listener]"));
}

TEST(Settings, RefuseWhatIsNotToml)
{
    EXPECT_THAT(complaint("[listen]\nport = \n"), StartsWith("nscl.toml:2: "));
    EXPECT_THAT(complaint("[listen]\nport = 1\nport = 2\n"), StartsWith("nscl.toml:3: "));
}

TEST(Settings, RefuseAFileThatIsNotThere)
{
    EXPECT_THROW(read("/nonexistent/nscl.toml"), std::runtime_error);
}

TEST(Settings, RefuseANumberOutOfItsRange)
{
    EXPECT_EQ(complaint("[listen]\nport = 65536\n"), "nscl.toml:2: listen.port: write a whole number from 0 to 65535");
    EXPECT_THAT(complaint("[listen]\nport = -1\n"), HasSubstr("from 0 to 65535"));
    EXPECT_THAT(complaint("[listen]\nworkers = 0\n"), HasSubstr("from 1 to 4096"));
    EXPECT_THAT(complaint("[limits]\nbody_bytes = \"1 TiB\"\n"), HasSubstr("from 1KiB to 64MiB"));
    EXPECT_THAT(complaint("[limits]\nbody_bytes = \"9223372036854775807 GiB\"\n"), HasSubstr("from 1KiB to 64MiB"));
    EXPECT_THAT(complaint("[limits]\nidle = \"2h\"\n"), HasSubstr("to \"1h\""));
}

TEST(Settings, RefuseADiskForBodiesThatTheLargestWouldNotFit)
{
    EXPECT_THAT(complaint("[limits]\nbody_disk = \"1 MiB\"\n"), HasSubstr("at least limits.body_bytes"));
    EXPECT_EQ(read_text("[limits]\nbody_disk = \"1 MiB\"\nupload_bytes = \"1 MiB\"\n").limits.body_disk, 1048576U);
}

TEST(Settings, RefuseAValueOfAnotherType)
{
    EXPECT_THAT(complaint("[listen]\nport = \"8080\"\n"), HasSubstr("whole number"));
    EXPECT_THAT(complaint("[listen]\nport = 80.5\n"), StartsWith("nscl.toml:2: "));
    EXPECT_THAT(complaint("[listen]\naddress = 1\n"), HasSubstr("text in quotes"));
    EXPECT_THAT(complaint("[listen]\ntrusted_proxies = \"127.0.0.1\"\n"), HasSubstr("list of texts"));
    EXPECT_THAT(complaint("[listen]\ntrusted_proxies = [1]\n"), HasSubstr("quotes"));
    EXPECT_THAT(complaint("listen = 1\n"), HasSubstr("unknown key \"listen\""));
    EXPECT_THAT(complaint("plugin = 1\n"), HasSubstr("[plugin.<id>]"));
    EXPECT_THAT(complaint("[plugin]\nprogramme = 1\n"), HasSubstr("[plugin.<id>]"));
    EXPECT_THAT(complaint("[plugin.programme]\nrate = 12.5\n"), HasSubstr("\"12.5\""));
}

TEST(Settings, RefuseATimeWithoutAUnitOrFinerThanIsKept)
{
    EXPECT_THAT(complaint("[limits]\nrequest = 30\n"), HasSubstr("with its unit"));
    EXPECT_THAT(complaint("[limits]\nrequest = \"30\"\n"), HasSubstr("with its unit"));
    EXPECT_THAT(complaint("[limits]\nrequest = \"-1s\"\n"), HasSubstr("with its unit"));
    EXPECT_THAT(complaint("[accounts]\nidle_timeout = \"90s\"\n"), HasSubstr("multiple of \"1m\""));
}

TEST(Settings, RefuseAPasswordInTheUrlWithoutRepeatingIt)
{
    const std::string words = complaint("[database]\nurl = \"mysql://nscl:hunter2@localhost/nscl\"\n");
    EXPECT_THAT(words, HasSubstr("password_file"));
    EXPECT_EQ(words.find("hunter2"), std::string::npos);
    EXPECT_THAT(complaint("[database]\npassword = \"x\"\n"), HasSubstr("password_file"));
}

TEST(Settings, RefuseADatabaseOfAnotherKind)
{
    EXPECT_THAT(complaint("[database]\nurl = \"postgres://localhost/nscl\"\n"), HasSubstr("sqlite:///"));
}

TEST(Settings, RefuseAPasswordFileThatIsMissingOrEmpty)
{
    EXPECT_THAT(complaint("[database]\npassword_file = \"/nonexistent\"\n"), HasSubstr("cannot read /nonexistent"));
    EXPECT_THAT(complaint("[database]\npassword_file = \"/dev/null\"\n"), HasSubstr("empty"));
}

TEST(Settings, RefuseAnOffsetThatNoPlaceHas)
{
    for (const char* wrong : {"7", "+7:00", "+15:00", "-13:00", "+07:60", "07:00", "+07-00", ""}) {
        EXPECT_THAT(complaint("utc_offset = \"" + std::string{wrong} + "\"\n"), HasSubstr("+07:00")) << wrong;
    }
}

TEST(Settings, RefuseACertificateWithoutItsKeyAndAKeyWithoutItsCertificate)
{
    EXPECT_THAT(complaint("[listen]\ncertificate = \"a.pem\"\n"), StartsWith("listen.key: "));
    EXPECT_THAT(complaint("[listen]\nkey = \"a.key\"\n"), StartsWith("listen.certificate: "));
    EXPECT_THAT(complaint("[listen]\ncertificate = \"\"\nkey = \"\"\n"), HasSubstr("write the path of a file"));
    const settings both = read_text("[listen]\ncertificate = \"/etc/a.pem\"\nkey = \"b.key\"\n");
    EXPECT_EQ(both.listen.certificate, "/etc/a.pem");
    EXPECT_EQ(both.listen.key.filename(), "b.key");
    EXPECT_TRUE(both.listen.key.is_absolute()) << "relative ones start at the file";
}

} // namespace
} // namespace nscl::settings
