// A process that brings a database from first_house() to last_house(), for tests of what becomes of several, and of those that are killed:
//
//     schema_process URL PASSWORD cut N      kills itself before its statement N (0 is the first) as `kill -9` would
//     schema_process URL PASSWORD compete    says "waiting" once another process has the lease
#include "core/database/open.hpp"
#include "core/platform/random.hpp"
#include "tests/unit/entities/mortal_database.hpp"
#include "tests/unit/entities/schema_house.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <span>
#include <string>
#include <string_view>

namespace nscl::entities {
namespace {

void be_cut(database::database& where, int statements)
{
    mortal_database mortal(where, statements, mortal_database::death::before, [] { std::raise(SIGKILL); });
    patient_clock clock;
    apply(mortal, last_house(), clock, "cut");
}

void compete(database::database& where)
{
    auto around = real_surroundings();
    around.wait = [pause = around.wait, told = false](std::chrono::milliseconds time) mutable {
        if (!std::exchange(told, true)) std::cout << "waiting" << std::endl;
        pause(time);
    };
    apply_schema(where, {last_house()}, around);
}

void run(std::span<char*> words)
{
    settings::database_settings settings;
    settings.url = words[1];
    settings.password = words[2];
    platform::system_random random;
    const auto where = database::open(settings, random);
    if (std::string_view{words[3]} == "cut")
        be_cut(*where, std::stoi(words[4]));
    else
        compete(*where);
}

} // namespace
} // namespace nscl::entities

int main(int count, char** words)
{
    try {
        nscl::entities::run({words, static_cast<std::size_t>(count)});
        return 0;
    } catch (const std::exception& failed) {
        std::cerr << failed.what() << "\n";
        return 1;
    }
}
