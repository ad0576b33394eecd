#pragma once

#include "core/command/command.hpp"
#include "core/settings/settings.hpp"

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <filesystem>

namespace nscl::command {

/// Options that most subcommands share: --config, --data-dir, --demo, --plugins, --port, --help.
boost::program_options::options_description settings_options();

/// Reads the words; throws usage_error. `positional` names the words that are no options, in order; one that
/// composes takes all that are left.
boost::program_options::variables_map read(words arguments, const boost::program_options::options_description& options,
                                           std::initializer_list<const char*> positional = {});

/// Settings from the configuration, the environment and these options, the options winning. Throws std::runtime_error.
settings::settings settings_for(const boost::program_options::variables_map& given);

/// The file of the demo database inside a data folder.
std::filesystem::path demo_file(const std::filesystem::path& data_dir);

/// --data-dir, or where data lies without it.
std::filesystem::path data_dir(const boost::program_options::variables_map& given);

} // namespace nscl::command
