#pragma once

#include "core/settings/settings.hpp"

#include <span>
#include <stdexcept>
#include <string>

/// One file per subcommand of `nscl`. Each takes the words after its name and returns the exit status.
namespace nscl::command {

using words = std::span<const std::string>;

int serve(words arguments);
int user(words arguments);
int plugin(words arguments);
int demo(words arguments);
int audit(words arguments);
int backup(words arguments);
int restore(words arguments);
int check_config(words arguments);

/// The words cannot be understood; what() says why. Exit status 2.
class usage_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace nscl::command
