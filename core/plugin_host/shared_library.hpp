#pragma once

#include "core/plugin_host/defect.hpp"

#include <nscl/abi/plugin.h>

#include <filesystem>
#include <memory>

namespace nscl::plugin_host {

/// What happens to the code when a library is closed.
enum class unmapping {
    never, ///< it stays mapped until the process ends: nothing can jump into a hole
    real   ///< it goes; exercises what a plugin leaves behind
};

/// A loaded plugin library. The file itself may be replaced meanwhile: what is mapped is a private copy. The only file pair that
/// touches Boost.DLL.
class shared_library {
public:
    /// Copies `file` into a fresh folder under `copies` (which must not be mounted noexec), loads the copy and removes it. Refuses, in
    /// the loader's own words, what cannot be loaded; a library without an entry point; and an entry point that comes from a library
    /// behind it. Runs the library's constructors.
    static checked<shared_library> open(const std::filesystem::path& file, unmapping later,
                                        const std::filesystem::path& copies = std::filesystem::temp_directory_path());

    shared_library(shared_library&&) noexcept;
    shared_library& operator=(shared_library&&) noexcept;
    ~shared_library();

    /// Never null; valid as long as this object (unmapping::never: for ever).
    nscl_plugin_query_v1_fn entry() const { return entry_; }

private:
    struct loaded;
    shared_library(std::unique_ptr<loaded> library, nscl_plugin_query_v1_fn begin);

    std::unique_ptr<loaded> library_;
    nscl_plugin_query_v1_fn entry_;
};

} // namespace nscl::plugin_host
