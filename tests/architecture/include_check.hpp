#pragma once

#include "tests/architecture/house_rules.hpp"
#include "tests/architecture/source_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace nscl::architecture {

/// The room of core that a path lies in ("core/http/router.cpp": "http"; core's own files: "application"); "" outside core.
std::string room_of(std::string_view path);

/// The floor of a room that a path lies on ("core/entities/store/record_writer.cpp": "entities/store"); "" in a room without.
std::string floor_of(std::string_view path);

/// Every #include of the file that the rules do not allow. Files of tests may include anything.
std::vector<finding> forbidden_includes(const source_file& file, const house_rules& rules);

} // namespace nscl::architecture
