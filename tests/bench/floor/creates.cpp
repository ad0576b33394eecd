#include "tests/bench/floor/creates.hpp"

#include "tests/bench/floor/copied_row.hpp"
#include "tests/bench/floor/tax_code.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace nscl::bench {

double creates_per_second(const std::string& file, double seconds)
{
    sqlite database{file};
    const auto model =
        std::to_string(one_number(database, "SELECT MIN(id) FROM programme_organization WHERE tax_code IS NOT NULL"));
    const auto model_code =
        std::to_string(one_number(database, "SELECT tax_code FROM programme_organization WHERE id=" + model));
    copied_row organization{database, "programme_organization", "id=" + model, {"id", "tax_code", "identity"}};
    copied_row journal{
        database, "core_journal", "entity='programme.organization' AND record=" + model, {"id"}, {"seal_number"}};
    std::vector<copied_row> words;
    const std::string word_of_model = "record=" + model + " AND word";
    copied_row code_word{database, "core_word", word_of_model + "='" + model_code + "'", {"record", "word"}};
    statement found{database, "SELECT rowid FROM core_word WHERE " + word_of_model + "<>'" + model_code + "'"};
    while (found.step())
        words.emplace_back(database, "core_word", "rowid=" + std::to_string(found.integer(0)),
                           std::vector<std::string>{"record"});

    const auto insert = [](copied_row& row, std::int64_t id) {
        row.set(0, id);
        row.insert();
    };
    // Far above the blocks of ids that a server may have reserved, and with other tax codes than a run before this.
    const std::int64_t first = one_number(database, "SELECT MAX(id) FROM core_journal") + 1000000001;
    std::int64_t stored = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::chrono::duration<double> passed{};
    for (; passed.count() < seconds; passed = std::chrono::steady_clock::now() - begin) {
        database.execute("BEGIN IMMEDIATE");
        const std::string code = std::to_string(tax_code(first + stored));
        organization.set(1, std::string_view{code});
        organization.set(2, std::string_view{code});
        insert(organization, first + stored);
        insert(journal, first + stored);
        code_word.set(1, std::string_view{code});
        insert(code_word, first + stored);
        for (copied_row& word : words) insert(word, first + stored);
        database.execute("COMMIT");
        ++stored;
    }
    return static_cast<double>(stored) / passed.count();
}

} // namespace nscl::bench
