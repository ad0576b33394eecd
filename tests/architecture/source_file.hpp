#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::architecture {

/// A file of the tree as the checks see it.
struct source_file {
    std::string path; ///< from the top of the tree: "core/http/router.cpp"
    std::vector<std::string> lines;
};

/// A broken rule.
struct finding {
    std::string where; ///< "core/http/router.cpp:12"
    std::string what;

    bool operator==(const finding&) const = default;
};

/// All lines of a text.
std::vector<std::string> lines_of(std::string_view text);

/// The C and C++ files below `root`/`folder`, in order of their paths, without build and node_modules.
std::vector<source_file> sources_below(const std::filesystem::path& root, std::string_view folder);

} // namespace nscl::architecture
