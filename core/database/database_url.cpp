#include "core/database/database_url.hpp"

#include "core/database/error.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <charconv>
#include <system_error>

namespace nscl::database {
namespace {

[[noreturn]] void refuse(std::string_view why)
{
    throw error{fault::other, "database url: " + std::string{why}};
}

sqlite_location read_sqlite(std::string_view path)
{
    if (path.empty()) refuse("sqlite:// wants a file, such as sqlite:///var/lib/nscl/nscl.db");
    if (path.starts_with(':')) refuse("databases in memory are not offered; give a file");
    if (path.find('"') != std::string_view::npos || path.find('\0') != std::string_view::npos)
        refuse("the file's path holds a character that cannot be used there");
    if (path.ends_with('/')) refuse("'" + std::string{path} + "' is a folder, not a file");
    return {std::filesystem::path{path}};
}

std::string name_in(const boost::urls::url_view& url)
{
    const auto segments = url.segments();
    if (segments.size() != 1 || segments.front().empty())
        refuse("the path is the database's name, such as mysql://user@host:3306/nscl");
    return segments.front();
}

/// Of "user@host:port" or "user@[address]:port". Boost.URL 1.81 lets ports through that are none.
std::uint16_t port_in(std::string_view authority)
{
    const auto colon = authority.rfind(':');
    const auto bracket = authority.rfind(']');
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && bracket > colon)) return 3306;
    const std::string_view digits = authority.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (failed != std::errc{} || end != digits.data() + digits.size() || port == 0)
        refuse("the port is not a number from 1 to 65535");
    return port;
}

mysql_location read_mysql(std::string_view text)
{
    const std::string_view rest = text.substr(text.find("//") + 2);
    const std::string_view address = rest.substr(rest.find('@') + 1); // a password would stand before it
    const std::uint16_t port = port_in(address.substr(0, address.find_first_of("/?#")));
    const auto parsed = boost::urls::parse_uri(text);
    if (!parsed) refuse("malformed; it is mysql://user@host:3306/name");
    const boost::urls::url_view& url = *parsed;
    if (url.has_password())
        refuse("the password does not belong in the address; use NSCL_DATABASE_PASSWORD or password_file");
    if (url.user().empty()) refuse("the user is missing: mysql://user@host:3306/name");
    if (url.host().empty()) refuse("the host is missing: mysql://user@host:3306/name");
    if (url.has_fragment()) refuse("'#' has no meaning here");

    mysql_location found{
        .host = url.host_address(), .port = port, .user = url.user(), .name = name_in(url), .socket = {}};
    for (const auto& option : url.params()) {
        if (option.key != "socket") refuse("unknown option '" + std::string{option.key} + "'; known is socket");
        found.socket = option.value;
        if (!found.socket.starts_with('/')) refuse("socket is an absolute path");
    }
    return found;
}

} // namespace

location read_url(std::string_view url)
{
    static constexpr std::string_view sqlite = "sqlite://";
    static constexpr std::string_view mysql = "mysql://";
    if (url.starts_with(sqlite)) return read_sqlite(url.substr(sqlite.size()));
    if (url.starts_with(mysql)) return read_mysql(url);
    refuse("it begins with sqlite:// or mysql://");
}

} // namespace nscl::database
