#include "core/http/spool_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

namespace nscl::http {

namespace {

[[noreturn]] void fail(const std::string& what)
{
    throw std::system_error{errno, std::generic_category(), what};
}

int open_without_name(const std::filesystem::path& folder)
{
    const int opened = ::open(folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600); // O_EXCL: for ever
    if (opened >= 0) return opened;
    if (errno == EOPNOTSUPP || errno == EISDIR) return open_unlinked(folder);
    fail("no file can be made in " + folder.string());
}

} // namespace

int open_unlinked(const std::filesystem::path& folder)
{
    std::string name = (folder / "nscl-body-XXXXXX").string();
    const int opened = ::mkostemp(name.data(), O_CLOEXEC);
    if (opened < 0) fail("no file can be made in " + folder.string());
    ::unlink(name.c_str());
    return opened;
}

spool_file::spool_file(const std::filesystem::path& folder) : descriptor_(open_without_name(folder)) {}

spool_file::~spool_file()
{
    if (mapped_) ::munmap(const_cast<char*>(mapped_), size_); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    close();
}

void spool_file::append(std::string_view first, std::string_view second)
{
    while (!first.empty() || !second.empty()) {
        const auto piece = [](std::string_view of) { return iovec{const_cast<char*>(of.data()), of.size()}; }; // NOLINT
        const std::array<iovec, 2> pieces{piece(first), piece(second)};
        const auto written = ::writev(descriptor_, pieces.data(), pieces.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("a request's body cannot be written");
        const auto taken = static_cast<std::size_t>(written);
        size_ += taken;
        const auto of_first = std::min(taken, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(taken - of_first);
    }
}

void spool_file::map()
{
    if (size_ > 0) {
        void* const mapped = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor_, 0);
        if (mapped == MAP_FAILED) fail("a request's body cannot be mapped");
        mapped_ = static_cast<const char*>(mapped);
    }
    close(); // the mapping holds the file
}

void spool_file::close()
{
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

} // namespace nscl::http
