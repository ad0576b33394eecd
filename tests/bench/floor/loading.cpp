#include "tests/bench/floor/loading.hpp"

#include "core/csv/reader.hpp"
#include "core/text/unicode.hpp"
#include "tests/bench/floor/copied_row.hpp"

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace nscl::bench {

namespace {

constexpr std::int64_t rows_per_commit = 10'000;

std::string text_of(const std::string& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in) throw std::runtime_error("cannot read " + file);
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The tables that an organization goes into.
class loader {
public:
    explicit loader(const sqlite& database)
        : organization_(database, "programme_organization", "1",
                        {"id", "name", "_sort_name", "type", "commune", "address", "identity"}, {"tax_code"}),
          journal_(database, "core_journal", "entity='programme.organization'", {"id", "record", "changes"},
                   {"seal_number", "salt", "digest", "seal"}),
          word_(database, "core_word", "entity=(SELECT number FROM core_entity WHERE name='programme.organization')",
                {"word", "record"}),
          commune_(database, "SELECT id FROM programme_commune WHERE code=?")
    {
    }

    void store(std::int64_t id, const csv::row& row)
    {
        const auto& name = row.cells[0];
        const auto& type = row.cells[1];
        const auto& address = row.cells[3];
        const std::int64_t commune = commune_of(row.cells[2]);
        const std::string sort_name = text::sort_key(name);
        const std::string identity = "org:" + std::to_string(id);
        organization_.set(0, id);
        organization_.set(1, std::string_view{name});
        organization_.set_bytes(2, sort_name);
        organization_.set(3, std::string_view{type});
        organization_.set(4, commune);
        organization_.set(5, std::string_view{address});
        organization_.set(6, std::string_view{identity});
        organization_.insert();
        for (const auto& word : text::words(name)) store_word(id, word);
        const std::string changes = R"({"name":[null,")" + name + R"("],"type":[null,")" + type +
                                    R"("],"commune":[null,)" + std::to_string(commune) + R"(],"address":[null,")" +
                                    address +
                                    R"("],"status":[null,"active"],"key_product":[null,false],"value_chain":[null,)"
                                    R"(false],"innovative_startup":[null,false],"priority_score":[null,0],)"
                                    R"("head_office_in_province":[null,true],"identity":[null,")" +
                                    identity + R"("]})";
        journal_.set(0, id);
        journal_.set(1, id);
        journal_.set(2, std::string_view{changes});
        journal_.insert();
    }

private:
    std::int64_t commune_of(const std::string& code)
    {
        commune_.bind(1, std::string_view{code});
        if (!commune_.step()) throw std::runtime_error("no commune has the code " + code);
        const std::int64_t id = commune_.integer(0);
        commune_.reset();
        return id;
    }

    void store_word(std::int64_t record, const std::string& word)
    {
        word_.set_bytes(0, word);
        word_.set(1, record);
        word_.insert();
    }

    copied_row organization_;
    copied_row journal_;
    copied_row word_;
    statement commune_;
};

} // namespace

double loads_per_second(const std::string& file, const std::string& csv_file)
{
    const auto begin = std::chrono::steady_clock::now();
    sqlite database{file};
    loader into{database};
    const std::string text = text_of(csv_file);
    csv::reader rows{text};
    rows.next().value(); // the header
    // Far above the blocks of ids that a server may have reserved.
    const std::int64_t first = one_number(database, "SELECT MAX(id) FROM core_journal") + 1000000000;
    std::int64_t stored = 0;
    database.execute("BEGIN IMMEDIATE");
    while (const auto row = rows.next().value()) {
        into.store(first + stored, *row);
        if (++stored % rows_per_commit == 0) database.execute("COMMIT; BEGIN IMMEDIATE");
    }
    database.execute("COMMIT");
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    return static_cast<double>(stored) / passed.count();
}

} // namespace nscl::bench
