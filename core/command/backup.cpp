#include "core/backup/backup.hpp"
#include "core/accounts/account_tables.hpp"
#include "core/command/settings_options.hpp"
#include "core/database/open.hpp"
#include "core/platform/clock.hpp"

#include <csignal>
#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

/// `place` itself, or in a folder a file named by the second: nscl-20261001T020304Z.backup.
std::filesystem::path file_at(const std::filesystem::path& place, std::string now)
{
    if (!std::filesystem::is_directory(place)) return place;
    std::erase_if(now, [](char c) { return c == '-' || c == ':'; });
    return place / ("nscl-" + now + ".backup");
}

} // namespace

int backup(words arguments)
{
    auto options = settings_options();
    options.add_options()("place", po::value<std::string>(), "file to write, or folder for a file named by the time");
    const auto given = read(arguments, options, {"place"});
    if (given.contains("help")) {
        std::cout << R"(nscl backup PLACE [options]

Writes all that the database holds into one file, as of one moment; servers may run meanwhile. PLACE is a
file that is not there yet, or a folder. The file holds hashes of passwords and the server's secrets: it is
readable for its owner only, and is to be kept like the database.

)" << settings_options();
        return 0;
    }
    if (!given.contains("place")) throw usage_error("backup: a PLACE is needed, a file or a folder");
    const auto settings = settings_for(given);
    std::signal(SIGXFSZ, SIG_IGN); // a write beyond the limit of files fails like one on a full disk
    constexpr platform::instant second = 1'000'000;
    const auto now = platform::to_rfc3339(platform::system_clock{}.now() / second * second);
    const auto file = file_at(given["place"].as<std::string>(), now);

    const auto from = database::connect(settings.database, database::use::reading);
    const auto made = backup::write(*from, file, {.made_at = now, .server = NSCL_VERSION, .database = {}},
                                    accounts::passing_tables());
    for (const auto& each : made.strangers)
        std::cerr << "nscl: not in the backup, because no server made it: the table " << each << "\n";
    std::cout << file.string() << ": " << made.tables << " tables, " << made.rows << " rows, " << made.bytes
              << " bytes, sha256 " << made.sha256 << "\n";
    return 0;
}

} // namespace nscl::command
