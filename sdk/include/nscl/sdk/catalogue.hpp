#pragma once

#include <nscl/sdk/embedded.h>
#include <nscl/sdk/error.hpp>
#include <nscl/sdk/text.hpp>

#include <string>
#include <string_view>

namespace nscl::sdk {

/// The content of a file that nscl_add_plugin(... CATALOGUE ...) built in, by its name without folders.
inline std::string_view catalogue(std::string_view file)
{
    for (std::uint32_t i = 0; i < nscl_embedded_file_count; ++i) {
        if (view(nscl_embedded_files[i].name) == file) return view(nscl_embedded_files[i].content);
    }
    throw error{NSCL_REFUSED, "invalid_declaration", {}, "no file " + std::string{file} + " in the plugin's CATALOGUE"};
}

} // namespace nscl::sdk
