#include "core/database/file_rights.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nscl::database {
namespace {

std::string user_name(uid_t id)
{
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    const bool known = getpwuid_r(id, &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
    return known ? entry.pw_name : std::to_string(id);
}

/// "" where the process may do that to what the path names, or where nothing has that name.
std::string lacking(const std::filesystem::path& path, int mode, const std::string& what)
{
    if (faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0 || errno == ENOENT) return {};
    const int why = errno;
    const std::string named = "'" + path.string() + "'";
    if (why == EROFS)
        return named + " lies on a file system that is read-only; mount it writable, or name another place by "
                       "database.url or --data-dir";
    const std::string lack = "the user '" + this_user() + "' may not " + what + " " + named;
    struct stat found{};
    if (why != EACCES || stat(path.c_str(), &found) != 0) return lack + ": " + std::generic_category().message(why);
    return lack + ", which belongs to '" + user_name(found.st_uid) +
           "'; run nscl as the user whose database it is, or give it to this one (chown)";
}

} // namespace

std::string this_user()
{
    return user_name(geteuid());
}

std::string missing_rights(const std::filesystem::path& file, access wanted)
{
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    std::error_code unknown;
    if (std::filesystem::is_directory(file, unknown)) return "it is a folder; database.url names a file";
    if (auto lack = lacking(folder, X_OK, "enter the folder"); !lack.empty()) return lack;
    const bool writes = wanted == access::read_write;
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        auto lack = lacking(file.string() + suffix, writes ? R_OK | W_OK : R_OK, writes ? "read and write" : "read");
        if (!lack.empty()) return lack;
    }
    return lacking(folder, W_OK, "make SQLite's write-ahead log in the folder");
}

} // namespace nscl::database
