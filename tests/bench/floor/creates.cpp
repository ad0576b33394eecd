#include "tests/bench/floor/creates.hpp"

#include "tests/bench/floor/copied_row.hpp"

#include <chrono>
#include <vector>

namespace nscl::bench {

double creates_per_second(const std::string& file, double seconds)
{
    sqlite database{file};
    const auto model =
        std::to_string(one_number(database, "SELECT MIN(id) FROM programme_organization WHERE type='public_unit'"));
    copied_row organization{database, "programme_organization", "id=" + model, {"id"}, {"tax_code"}};
    copied_row journal{
        database, "core_journal", "entity='programme.organization' AND record=" + model, {"id"}, {"seal_number"}};
    std::vector<copied_row> words;
    statement found{database, "SELECT rowid FROM core_word WHERE record=" + model};
    while (found.step())
        words.emplace_back(database, "core_word", "rowid=" + std::to_string(found.integer(0)),
                           std::vector<std::string>{"record"});

    const auto insert = [](copied_row& row, std::int64_t id) {
        row.set(0, id);
        row.insert();
    };
    // Far above the blocks of ids that a server may have reserved.
    const std::int64_t first = one_number(database, "SELECT MAX(id) FROM core_journal") + 1000000000;
    std::int64_t stored = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    for (; passed.count() < seconds; passed = std::chrono::steady_clock::now() - begin) {
        database.execute("BEGIN IMMEDIATE");
        insert(organization, first + stored);
        insert(journal, first + stored);
        for (copied_row& word : words) insert(word, first + stored);
        database.execute("COMMIT");
        ++stored;
    }
    return static_cast<double>(stored) / passed.count();
}

} // namespace nscl::bench
