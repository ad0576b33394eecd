// What the same work costs without nscl: the bench's yardstick.
#include "tests/bench/floor/creates.hpp"
#include "tests/bench/floor/server.hpp"

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

int main(int count, char** words)
{
    const std::vector<std::string> given{words + 1, words + count};
    try {
        if (given.size() == 3 && given[0] == "serve")
            nscl::bench::serve(given[1], static_cast<std::uint16_t>(std::stoi(given[2])));
        if (given.size() == 3 && given[0] == "creates") {
            std::printf("%.1f\n", nscl::bench::creates_per_second(given[1], std::stod(given[2])));
            return 0;
        }
        std::fprintf(stderr, "usage: floor serve DATABASE PORT | floor creates DATABASE SECONDS\n");
        return 2;
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "floor: %s\n", wrong.what());
        return 1;
    }
}
