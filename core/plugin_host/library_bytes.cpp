#include "core/plugin_host/library_bytes.hpp"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace nscl::plugin_host {

namespace {

class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

defect unreadable_library()
{
    return {"it cannot be read: " + std::error_code{errno, std::generic_category()}.message()};
}

/// How many of `size` bytes were there to be copied; less than none when there is an error.
std::int64_t copy_bytes(const descriptor& from, const descriptor& to, std::size_t size)
{
    std::size_t copied = 0;
    while (copied < size) {
        const auto more = ::sendfile(to.number(), from.number(), nullptr, size - copied);
        if (more < 0 && errno != EINTR) return -1;
        if (more == 0) break;
        if (more > 0) copied += static_cast<std::size_t>(more);
    }
    return static_cast<std::int64_t>(copied);
}

} // namespace

void library_bytes::unmap::operator()(const char* mapped) const
{
    ::munmap(const_cast<char*>(mapped), size); // NOLINT(cppcoreguidelines-pro-type-const-cast): munmap writes nothing
}

checked<library_bytes> library_bytes::of(const std::filesystem::path& file)
{
    constexpr std::int64_t most = std::int64_t{1} << 30U;
    const descriptor from{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat about{};
    if (!from.is_open() || ::fstat(from.number(), &about) != 0) return unreadable_library();
    if (!S_ISREG(about.st_mode)) return defect{"it is no file"};
    if (about.st_size > most) return defect{"it is larger than 1 GiB"};
    if (about.st_size == 0) return defect{"it is empty; copy the plugin again, or take the file away"};
    const auto size = static_cast<std::size_t>(about.st_size);

    const descriptor copy{::memfd_create("nscl-plugin", MFD_CLOEXEC)};
    if (!copy.is_open()) return unreadable_library();
    const auto copied = copy_bytes(from, copy, size);
    if (copied < 0) return unreadable_library();
    if (copied != about.st_size) return defect{"it changed while it was read; start again"};
    void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, copy.number(), 0);
    if (mapped == MAP_FAILED) return unreadable_library();
    return library_bytes{mapping{static_cast<const char*>(mapped), unmap{size}}};
}

} // namespace nscl::plugin_host
