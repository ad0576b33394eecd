#include "core/plugin_host/shared_library.hpp"

#include "core/plugin_host/elf_section.hpp"
#include "core/plugin_host/library_bytes.hpp"

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <system_error>

namespace nscl::plugin_host {

namespace fs = std::filesystem;

namespace {

/// A folder of one's own, gone with this object.
class private_folder {
public:
    explicit private_folder(const fs::path& within)
    {
        auto pattern = (within / "nscl-plugin-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) {
            throw std::system_error(errno, std::generic_category(), "no folder can be made in " + within.string());
        }
        path_ = pattern;
    }
    private_folder(const private_folder&) = delete;
    private_folder& operator=(const private_folder&) = delete;
    ~private_folder()
    {
        std::error_code ignored; // what remains is a file in a temporary folder
        fs::remove_all(path_, ignored);
    }

    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

/// The library in which an address lies, as the loader names it.
std::string home_of(const void* address)
{
    Dl_info where{};
    if (::dladdr(address, &where) == 0 || where.dli_fname == nullptr) return {};
    return where.dli_fname;
}

} // namespace

struct shared_library::loaded {
    boost::dll::shared_library library;
};

shared_library::shared_library(std::unique_ptr<loaded> library, nscl_plugin_query_v1_fn begin)
    : library_(std::move(library)), entry_(begin)
{
}
shared_library::shared_library(shared_library&&) noexcept = default;
shared_library& shared_library::operator=(shared_library&&) noexcept = default;
shared_library::~shared_library() = default;

checked<shared_library> shared_library::open(const fs::path& file, unmapping later, const fs::path& copies)
{
    // An unclean but telling dlerror would be lost by Boost's error_code overloads, so the throwing ones are used.
    try {
        const private_folder folder{copies};
        const auto copy = folder.path() / file.filename();
        fs::copy_file(file, copy);
        const auto bytes = library_bytes::of(copy);
        if (bytes.has_error()) return bytes.error();
        if (auto whole = segments_are_whole(bytes->view()); whole.has_error()) return whole.error();

        auto mode = boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local;
        if (later == unmapping::never) mode |= static_cast<boost::dll::load_mode::type>(RTLD_NODELETE);
        auto library = std::make_unique<loaded>();
        library->library.load(copy, mode);

        if (!library->library.has(NSCL_PLUGIN_QUERY_V1)) {
            return defect{"it does not export " NSCL_PLUGIN_QUERY_V1 "; build it with nscl_add_plugin()"};
        }
        auto* const address = ::dlsym(library->library.native(), NSCL_PLUGIN_QUERY_V1);
        if (const auto home = home_of(address); home != copy.string()) {
            return defect{"its entry point " NSCL_PLUGIN_QUERY_V1 " lies in another library (" + home +
                          "); build it with nscl_add_plugin(), which makes one of its own"};
        }
        const auto entry = reinterpret_cast<nscl_plugin_query_v1_fn>(address); // POSIX lets dlsym's answer be called
        return shared_library{std::move(library), entry};
    } catch (const std::system_error& wrong) { // Boost.DLL's and the file system's
        return defect{std::string{"it cannot be loaded: "} + wrong.what()};
    } catch (const boost::system::system_error& wrong) {
        return defect{std::string{"it cannot be loaded: "} + wrong.what()};
    }
}

} // namespace nscl::plugin_host
