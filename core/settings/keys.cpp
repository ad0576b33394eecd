#include "core/settings/keys.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace nscl::settings {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr std::size_t kib = 1024;
constexpr std::size_t mib = 1024 * kib;

constexpr bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/// "+07:00"; time zones reach from -12:00 to +14:00.
minutes utc_offset(const given_value& given)
{
    const std::string& text = given.text();
    const auto digit = [&](std::size_t at) { return text[at] - '0'; };
    const bool shaped = text.size() == 6 && (text[0] == '+' || text[0] == '-') && is_digit(text[1]) &&
                        is_digit(text[2]) && text[3] == ':' && is_digit(text[4]) && is_digit(text[5]);
    if (shaped && digit(4) < 6) {
        const minutes size{(digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5)};
        const minutes offset = text[0] == '-' ? -size : size;
        if (offset >= minutes{-12h} && offset <= minutes{14h}) return offset;
    }
    given.refuse("write the hours and minutes ahead of UTC, such as \"+07:00\"");
}

std::string log_level(const given_value& given)
{
    constexpr std::array<std::string_view, 4> levels{"debug", "info", "warning", "error"};
    if (std::ranges::find(levels, given.text()) == levels.end()) given.refuse("write debug, info, warning or error");
    return given.text();
}

std::string database_url(const given_value& given)
{
    const std::string& url = given.text();
    if (!url.starts_with("sqlite://") && !url.starts_with("mysql://")) {
        given.refuse("write sqlite:///path/of/a/file or mysql://user@host:3306/name");
    }
    const std::string_view rest = std::string_view{url}.substr(url.find("//") + 2);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const auto user_ends = authority.rfind('@');
    if (user_ends != std::string_view::npos && authority.substr(0, user_ends).find(':') != std::string_view::npos) {
        given.refuse("a password does not belong in the url; give it by password_file or NSCL_DATABASE_PASSWORD");
    }
    return url;
}

/// The file's text without the line break that editors put at its end.
std::string database_password(const given_value& given)
{
    const std::filesystem::path path = given.path();
    std::ifstream file{path, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (!file) given.refuse("cannot read " + path.string());
    const auto end = text.find_last_not_of("\r\n");
    if (end == std::string::npos) given.refuse(path.string() + " is empty");
    return text.substr(0, end + 1);
}

std::string public_url(const given_value& given)
{
    std::string url = given.text();
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://")) {
        given.refuse("write how users reach the server, such as \"https://nscl.example.vn\"");
    }
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::string address(const given_value& given)
{
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    const auto* text = given.text().c_str();
    if (inet_pton(AF_INET, text, parsed.data()) != 1 && inet_pton(AF_INET6, text, parsed.data()) != 1)
        given.refuse("write an address such as \"127.0.0.1\", or \"0.0.0.0\" for all");
    return given.text();
}

constexpr key all_keys[] = {
    {"", "utc_offset", [](settings& s, const given_value& v) { s.utc_offset = utc_offset(v); }},
    {"", "log_level", [](settings& s, const given_value& v) { s.log_level = log_level(v); }},

    {"listen", "address", [](settings& s, const given_value& v) { s.listen.address = address(v); }},
    {"listen", "port", [](settings& s, const given_value& v) { s.listen.port = v.integer<std::uint16_t>(0, 65535); }},
    {"listen", "certificate", [](settings& s, const given_value& v) { s.listen.certificate = v.path(); }},
    {"listen", "key", [](settings& s, const given_value& v) { s.listen.key = v.path(); }},
    {"listen", "public_url", [](settings& s, const given_value& v) { s.listen.public_url = public_url(v); }},
    {"listen", "trusted_proxies", [](settings& s, const given_value& v) { s.listen.trusted_proxies = v.texts(','); }},
    {"listen", "io_threads", [](settings& s, const given_value& v) { s.listen.io_threads = v.integer(0U, 256U); }},
    {"listen", "workers", [](settings& s, const given_value& v) { s.listen.workers = v.integer(1U, 4096U); }},

    {"limits", "header_bytes", [](settings& s, const given_value& v) { s.limits.header_bytes = v.bytes(kib, mib); }},
    {"limits", "body_bytes", [](settings& s, const given_value& v) { s.limits.body_bytes = v.bytes(kib, 64 * mib); }},
    {"limits", "upload_bytes",
     [](settings& s, const given_value& v) { s.limits.upload_bytes = v.bytes(kib, 1024 * mib); }},
    {"limits", "body_memory",
     [](settings& s, const given_value& v) { s.limits.body_memory = v.bytes(64 * kib, 64 * 1024 * mib); }},
    {"limits", "body_disk",
     [](settings& s, const given_value& v) { s.limits.body_disk = v.bytes(64 * kib, 1024 * 1024 * mib); }},
    {"limits", "body_folder", [](settings& s, const given_value& v) { s.limits.body_folder = v.path(); }},
    {"limits", "unlinked_bytes",
     [](settings& s, const given_value& v) { s.limits.unlinked_bytes = v.bytes(kib, 1024 * 1024 * mib); }},
    {"limits", "unlinked_lifetime",
     [](settings& s, const given_value& v) { s.limits.unlinked_lifetime = v.duration<hours>(1h, 720h); }},
    {"limits", "json_depth",
     [](settings& s, const given_value& v) { s.limits.json_depth = v.integer<std::size_t>(1, 512); }},
    {"limits", "request",
     [](settings& s, const given_value& v) { s.limits.request = v.duration<milliseconds>(1ms, 1h); }},
    {"limits", "header_read",
     [](settings& s, const given_value& v) { s.limits.header_read = v.duration<milliseconds>(1ms, 1h); }},
    {"limits", "idle", [](settings& s, const given_value& v) { s.limits.idle = v.duration<milliseconds>(1ms, 1h); }},
    {"limits", "connections",
     [](settings& s, const given_value& v) { s.limits.connections = v.integer<std::size_t>(1, 1'000'000); }},
    {"limits", "queue",
     [](settings& s, const given_value& v) { s.limits.queue = v.integer<std::size_t>(1, 1'000'000); }},
    {"limits", "logins_per_minute",
     [](settings& s, const given_value& v) { s.limits.logins_per_minute = v.integer(0U, 1'000'000U); }},
    {"limits", "expensive_per_minute",
     [](settings& s, const given_value& v) { s.limits.expensive_per_minute = v.integer(0U, 1'000'000U); }},
    {"limits", "shutdown",
     [](settings& s, const given_value& v) { s.limits.shutdown = v.duration<milliseconds>(0ms, 1h); }},

    {"database", "url", [](settings& s, const given_value& v) { s.database.url = database_url(v); }},
    {"database", "password_file",
     [](settings& s, const given_value& v) { s.database.password = database_password(v); }},
    {"database", "connections",
     [](settings& s, const given_value& v) { s.database.connections = v.integer(1U, 1000U); }},
    {"database", "lease_timeout",
     [](settings& s, const given_value& v) { s.database.lease_timeout = v.duration<milliseconds>(1ms, 10min); }},
    {"database", "writes_per_commit",
     [](settings& s, const given_value& v) { s.database.writes_per_commit = v.integer(1U, 4096U); }},

    {"accounts", "idle_timeout",
     [](settings& s, const given_value& v) { s.accounts.idle_timeout = v.duration<minutes>(1min, 24h); }},
    {"accounts", "administrator_idle_timeout",
     [](settings& s, const given_value& v) { s.accounts.administrator_idle_timeout = v.duration<minutes>(1min, 24h); }},
    {"accounts", "session_lifetime",
     [](settings& s, const given_value& v) { s.accounts.session_lifetime = v.duration<hours>(1h, 720h); }},
    {"accounts", "failures_before_lock",
     [](settings& s, const given_value& v) { s.accounts.failures_before_lock = v.integer(1U, 100U); }},
    {"accounts", "password_length",
     [](settings& s, const given_value& v) { s.accounts.password_length = v.integer(8U, 128U); }},
    {"accounts", "password_history",
     [](settings& s, const given_value& v) { s.accounts.password_history = v.integer(0U, 100U); }},
    {"accounts", "password_memory",
     [](settings& s, const given_value& v) { s.accounts.password_memory = v.bytes(19 * mib, 1024 * mib); }},
    {"accounts", "administrator_password_lifetime",
     [](settings& s, const given_value& v) {
         s.accounts.administrator_password_lifetime = v.duration<days>(days{0}, days{3650});
     }},
    {"accounts", "inactivity_limit",
     [](settings& s, const given_value& v) { s.accounts.inactivity_limit = v.duration<days>(days{0}, days{3650}); }},
    {"accounts", "link_lifetime",
     [](settings& s, const given_value& v) { s.accounts.link_lifetime = v.duration<hours>(1h, 720h); }},

    {"metrics", "allowed", [](settings& s, const given_value& v) { s.metrics.allowed = v.texts(','); }},

    {"plugins", "folders", [](settings& s, const given_value& v) { s.plugins.folders = v.paths(); }},
    {"plugins", "enabled", [](settings& s, const given_value& v) { s.plugins.enabled = v.texts(','); }},
};

} // namespace

std::string key::path() const
{
    std::string result{table};
    if (!result.empty()) result += '.';
    return result += name;
}

std::string key::variable() const
{
    std::string result = "NSCL_" + path();
    std::ranges::transform(result, result.begin(), [](char character) {
        if (character == '.') return '_';
        return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
    });
    return result;
}

std::span<const key> keys()
{
    return all_keys;
}

} // namespace nscl::settings
