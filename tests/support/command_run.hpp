#pragma once

#include <map>
#include <string>
#include <vector>

namespace nscl::tests {

/// How a command of `nscl` ended.
struct command_run {
    int status = -1; ///< as a shell says it: 128 + signal when it was killed
    std::string output;
    std::string errors;
};

/// Runs the built `nscl` with these words to its end, for a minute at most, with `input` on standard input. It sees the test's
/// environment without NSCL_ variables, and `environment` over it. Throws std::system_error when it cannot be started.
command_run run_nscl(std::vector<std::string> words, const std::string& input = {},
                     const std::map<std::string, std::string>& environment = {});

} // namespace nscl::tests
