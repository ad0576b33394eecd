#include "core/command/explain.hpp"
#include "core/command/settings_options.hpp"
#include "core/database/open.hpp"
#include "core/journal/erasure.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/verification.hpp"
#include "core/platform/encoding.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>

namespace nscl::command {

namespace po = boost::program_options;

namespace {

/// Of a verification that found something; 1 says that there was none.
constexpr int status_of_findings = 3;

/// Kind, number or range of numbers, id of the row, words; a dash where there is none.
void print(const journal::finding& each)
{
    const auto or_dash = [](std::int64_t number) { return number == 0 ? std::string{"-"} : std::to_string(number); };
    std::cout << journal::name(each.what) << "\t" << or_dash(each.number);
    if (each.what == journal::finding::kind::removed && each.last > each.number) std::cout << "-" << each.last;
    std::cout << "\t" << or_dash(each.row) << "\t" << each.text << "\n";
}

std::string to_words(const journal::chain_head& head)
{
    return std::to_string(head.number) + ":" + platform::to_hex(head.seal);
}

/// NUMBER:HASH, as the log line journal_sealed has them.
journal::chain_head read_head(const std::string& words)
{
    journal::chain_head head;
    const auto colon = words.find(':');
    const auto* const end = words.data() + std::min(colon, words.size());
    const auto [stopped, failed] = std::from_chars(words.data(), end, head.number);
    if (colon != std::string::npos && failed == std::errc{} && stopped == end && head.number > 0)
        head.seal = platform::from_hex(std::string_view{words}.substr(colon + 1));
    if (head.seal.size() != journal::hash_bytes)
        throw usage_error("audit verify: --head is NUMBER:HASH, as the log line journal_sealed has them");
    return head;
}

int verify(const po::variables_map& given)
{
    std::vector<journal::chain_head> known;
    if (given.contains("head")) {
        for (const auto& each : given["head"].as<std::vector<std::string>>()) known.push_back(read_head(each));
    }
    const auto stored = database::open_read_only(settings_for(given).database);
    const auto found = journal::verify(*stored, platform::system_clock{}.now(), known, print);
    std::cout << "rows:     " << found.sealed << " sealed, " << found.erased << " of them erased; " << found.unsealed
              << " unsealed\nhead:     " << to_words(found.head) << "\nfindings: " << found.findings << "\n";
    return found.findings == 0 ? 0 : status_of_findings;
}

int erase(const po::variables_map& given)
{
    if (!given.contains("reason") || given.contains("id") == given.contains("record"))
        throw usage_error("audit erase: --reason and IDs, or --reason, --entity and --record are needed");
    if (given.contains("entity") != given.contains("record"))
        throw usage_error("audit erase: --entity and --record belong together");
    const auto settings = settings_for(given).database;
    database::open_read_only(settings); // makes none where there is none
    platform::system_random random;
    const auto stored = database::open(settings, random);
    stored->resolve_lost_commits_with(journal::committed);

    std::vector<std::int64_t> rows;
    if (given.contains("id"))
        rows = given["id"].as<std::vector<std::int64_t>>();
    else
        rows = stored->read([&](database::reader& from) {
            return journal::rows_with_values(from, given["entity"].as<std::string>(),
                                             given["record"].as<std::int64_t>());
        });
    const auto now = platform::system_clock{}.now();
    const auto done = stored->write(
        [&](database::transaction& in) { return journal::erase(in, rows, given["reason"].as<std::string>(), now); });
    if (done.has_error()) {
        explain(done.error());
        return 1;
    }
    std::cout << "erased the values of " << rows.size() << " journal rows\n";
    return 0;
}

} // namespace

int audit(words arguments)
{
    auto options = settings_options();
    options.add_options()("action", po::value<std::string>(), "verify or erase");
    options.add_options()("id", po::value<std::vector<std::int64_t>>()->composing(), "erase: id of a journal row");
    options.add_options()("head", po::value<std::vector<std::string>>()->composing(),
                          "verify: NUMBER:HASH from a log line journal_sealed; may be repeated");
    options.add_options()("reason", po::value<std::string>(), "erase: on what basis; without personal data");
    options.add_options()("entity", po::value<std::string>(), "erase: whose history, such as core.user");
    options.add_options()("record", po::value<std::int64_t>(), "erase: of which record");
    const auto given = read(arguments, options, {"action", "id"});
    if (given.contains("help")) {
        std::cout
            << "nscl audit verify [--head NUMBER:HASH]... [options]\n"
               "    Recomputes the journal's chain of seals and prints a line for each finding: kind, number in the "
               "chain, id, words.\n    Changes nothing, and needs no server; one may run. Status 0: nothing was found; "
               "3: something was; 1: it could not\n    be read.\n"
               "nscl audit erase ID... --reason TEXT [options]\n"
               "nscl audit erase --entity NAME --record ID --reason TEXT [options]\n"
               "    Erases who, from where and what of journal rows, all or none. The chain holds, and a row of the "
               "journal tells of it.\n\n"
            << options;
        return 0;
    }
    const auto action = given.contains("action") ? given["action"].as<std::string>() : "";
    if (action == "verify" && !given.contains("id")) return verify(given);
    if (action == "erase") return erase(given);
    throw usage_error("audit: the action is `verify`, or `erase`");
}

} // namespace nscl::command
