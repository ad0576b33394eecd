#include "core/backup/backup.hpp"
#include "core/command/settings_options.hpp"
#include "core/database/open.hpp"

#include <csignal>
#include <iostream>

#include <sys/stat.h>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

void print(const backup::summary& of)
{
    std::cout << of.tables << " tables, " << of.rows << " rows of " << of.from.made_at << " (" << of.from.database
              << ", nscl " << of.from.server << ")\n";
}

} // namespace

int restore(words arguments)
{
    auto options = settings_options();
    options.add_options()("file", po::value<std::string>(), "backup to restore");
    options.add_options()("check", "only read the backup to its end and say whether it is whole");
    const auto given = read(arguments, options, {"file"});
    if (given.contains("help")) {
        std::cout << R"(nscl restore FILE [options]
nscl restore FILE --check

Fills an empty database, SQLite or MariaDB whichever the backup was made of. Everything in the backup is checked
before anything is stored. When it is broken off, run it again. Nobody is logged in afterwards.

)" << settings_options();
        return 0;
    }
    if (!given.contains("file")) throw usage_error("restore: a FILE is needed, which nscl backup wrote");
    const std::filesystem::path file{given["file"].as<std::string>()};
    if (given.contains("check")) {
        print(backup::check(file));
        return 0;
    }
    const auto settings = settings_for(given);
    std::signal(SIGXFSZ, SIG_IGN); // a write beyond the limit of files fails like one on a full disk
    ::umask(S_IRWXG | S_IRWXO);    // a SQLite file is as secret as the backup
    const auto into = database::connect(settings.database, database::use::filling);
    const auto restored = backup::restore(*into, file);
    std::cout << "restored into " << settings.database.url << ": ";
    print(restored);
    return 0;
}

} // namespace nscl::command
