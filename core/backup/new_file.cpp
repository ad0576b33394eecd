#include "core/backup/new_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nscl::backup {

new_file::new_file(std::filesystem::path name) : name_(std::move(name)), partial_(name_.string() + ".partial")
{
    if (std::filesystem::exists(std::filesystem::symlink_status(name_))) fail(EEXIST, name_);
    descriptor_ = ::open(partial_.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor_ < 0) fail(errno, partial_);
    // What a process that was killed has left is nobody's; what a living one writes is locked.
    const bool mine = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 && ::fchmod(descriptor_, S_IRUSR | S_IWUSR) == 0 &&
                      ::ftruncate(descriptor_, 0) == 0;
    if (mine) return;
    const int why = errno;
    ::close(descriptor_);
    fail(why == EWOULDBLOCK ? EBUSY : why, partial_);
}

new_file::~new_file()
{
    if (!complete_) ::unlink(partial_.c_str());
    ::close(descriptor_);
}

void new_file::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno, partial_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void new_file::appear()
{
    if (::fsync(descriptor_) != 0) fail(errno, partial_);
    if (::rename(partial_.c_str(), name_.c_str()) != 0) fail(errno, name_);
    complete_ = true;
    const auto folder = name_.has_parent_path() ? name_.parent_path() : std::filesystem::path{"."};
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) fail(errno, folder);
    const bool kept = ::fsync(opened) == 0;
    const int why = errno;
    ::close(opened);
    if (!kept) fail(why, folder);
}

void new_file::fail(int why, const std::filesystem::path& which) const
{
    throw std::system_error{why, std::generic_category(), which.string()};
}

} // namespace nscl::backup
