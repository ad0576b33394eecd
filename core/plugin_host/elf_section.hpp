#pragma once

#include "core/plugin_host/defect.hpp"

#include <string_view>

namespace nscl::plugin_host {

/// The bytes of a section of a 64-bit little-endian ELF shared library; a view into `library`. Runs nothing, trusts no offset: a
/// truncated or hostile file gives a defect that says what is wrong with it.
checked<std::string_view> elf_section(std::string_view library, std::string_view name);

/// Whether all that the loader would map is there: mapping beyond the end of a file does not fail, it kills the process later.
checked<> segments_are_whole(std::string_view library);

} // namespace nscl::plugin_host
