// What the same work costs without nscl: the bench's yardstick.
#include "tests/bench/floor/creates.hpp"
#include "tests/bench/floor/loading.hpp"
#include "tests/bench/floor/mariadb_creates.hpp"
#include "tests/bench/floor/server.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

constexpr unsigned clients = 32;

int run(const std::vector<std::string>& given)
{
    const std::string what = given.empty() ? "" : given[0];
    if (what == "serve" && given.size() >= 3) {
        std::vector<std::int64_t> communes;
        for (std::size_t i = 3; i < given.size(); ++i) communes.push_back(std::stoll(given[i]));
        nscl::bench::serve(given[1], static_cast<std::uint16_t>(std::stoi(given[2])), communes);
    }
    if (what == "creates" && given.size() == 3) {
        std::printf("%.1f\n", nscl::bench::creates_per_second(given[1], std::stod(given[2])));
        return 0;
    }
    if (what == "mariadb-creates" && given.size() == 4) {
        std::printf("%.1f\n",
                    nscl::bench::mariadb_creates_per_second(given[1], given[2], std::stod(given[3]), clients));
        return 0;
    }
    if (what == "load" && given.size() == 3) {
        std::printf("%.1f\n", nscl::bench::loads_per_second(given[1], given[2]));
        return 0;
    }
    std::fprintf(stderr, "usage: floor serve DATABASE PORT [COMMUNE...] | floor creates DATABASE SECONDS\n"
                         "       floor mariadb-creates SOCKET DATABASE SECONDS | floor load DATABASE CSV\n");
    return 2;
}

} // namespace

int main(int count, char** words)
{
    try {
        return run({words + 1, words + count});
    } catch (const std::exception& wrong) {
        std::fprintf(stderr, "floor: %s\n", wrong.what());
        return 1;
    }
}
