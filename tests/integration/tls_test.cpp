// A server process with a certificate, from its settings to its reload.
#include "tests/support/certificate.hpp"
#include "tests/support/command_run.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/http/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>

namespace nscl::tests {
namespace {

using http::raw_client;
using testing::HasSubstr;

class TlsProcess : public testing::Test {
protected:
    server_options with_certificate() const
    {
        server_options options;
        options.environment["NSCL_LISTEN_CERTIFICATE"] = files_.certificate.string();
        options.environment["NSCL_LISTEN_KEY"] = files_.key.string();
        return options;
    }

    void replace(const std::string& by) const
    {
        const auto next = make_certificate(folder_.path(), by);
        std::filesystem::rename(next.certificate, files_.certificate);
        std::filesystem::rename(next.key, files_.key);
    }

    std::string settings_file(const std::string& lines) const
    {
        const auto file = folder_.path() / "nscl.toml";
        std::ofstream{file} << "[listen]\n" << lines;
        return file.string();
    }

    static std::string name_now(const server_process& of) { return client_of(of).tls().certificate_name(); }
    static raw_client client_of(const server_process& of) { return raw_client{of.port(), tls_offer{}}; }

    temporary_folder folder_;
    certificate_files files_ = make_certificate(folder_.path(), "first");
};

TEST_F(TlsProcess, AnswersAsHttpsDoes)
{
    server_process server{with_certificate()};
    EXPECT_THAT(server.setup_token(), testing::Not(testing::IsEmpty()));
    EXPECT_THAT(server.output(), HasSubstr("nscl: https://127.0.0.1:" + std::to_string(server.port()) + "\n"));
    auto client = client_of(server);
    EXPECT_EQ(client.ask("GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n").status, 200U);
    const auto nobody =
        client.ask("GET /api/v1/session HTTP/1.1\r\nHost: test\r\nCookie: __Host-nscl_session=of-yesterday\r\n\r\n");
    EXPECT_EQ(nobody.status, 200U) << nobody.body;
    EXPECT_THAT(nobody.header("set-cookie"), testing::StartsWith("__Host-nscl_session=; "));
    EXPECT_THAT(nobody.header("set-cookie"), HasSubstr("; Secure"));
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(TlsProcess, ReadsTheCertificateAgainOnSighup)
{
    server_process server{with_certificate()};
    auto before = client_of(server);
    EXPECT_EQ(before.tls().certificate_name(), "first");
    replace("second");
    kill(server.pid(), SIGHUP);
    server.await_log(R"("event":"certificate_reloaded")");
    EXPECT_EQ(name_now(server), "second");

    std::ofstream{files_.key} << "half of a ke";
    kill(server.pid(), SIGHUP);
    server.await_log(R"("event":"certificate_not_reloaded")");
    EXPECT_EQ(name_now(server), "second");
    EXPECT_EQ(before.ask("GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n").status, 200U) << "who was there goes on";
    EXPECT_EQ(server.stop(), 0);
    EXPECT_EQ(server.sanitizer_report(), "");
}

TEST_F(TlsProcess, IgnoresSighupWithoutACertificate)
{
    server_process server;
    kill(server.pid(), SIGHUP);
    EXPECT_EQ(raw_client{server.port()}.ask("GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n").status, 200U);
    EXPECT_EQ(server.stop(), 0);
}

TEST_F(TlsProcess, HasItsPairChecked)
{
    const auto check = [&](const std::string& lines) {
        return run_nscl({"check-config", "--config", settings_file(lines)});
    };
    const command_run good = check("certificate = \"first.pem\"\nkey = \"first.key\"\n");
    EXPECT_EQ(good.status, 0) << good.errors;
    EXPECT_THAT(good.output, testing::ContainsRegex("tls: +valid until [0-9-]+T[0-9:]+Z\n"));

    make_certificate(folder_.path(), "other");
    const command_run mixed = check("certificate = \"first.pem\"\nkey = \"other.key\"\n");
    EXPECT_EQ(mixed.status, 1);
    EXPECT_THAT(mixed.errors, HasSubstr("other.key: not the key of the certificate in "));

    const command_run half = check("certificate = \"first.pem\"\n");
    EXPECT_EQ(half.status, 1);
    EXPECT_THAT(half.errors, HasSubstr("listen.key: listen.certificate and listen.key go together"));
}

TEST_F(TlsProcess, DoesNotBeginWithABrokenPair)
{
    auto options = with_certificate();
    std::ofstream{files_.certificate} << "none";
    const auto started =
        run_nscl({"serve", "--port", "0", "--data-dir", folder_.path().string()}, {}, options.environment);
    EXPECT_EQ(started.status, 1);
    EXPECT_THAT(started.errors, HasSubstr("first.pem: no usable certificate in PEM: "));
}

} // namespace
} // namespace nscl::tests
