#include "core/search/query.hpp"

#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::search {

namespace {

constexpr std::size_t most_words = 10;

/// Occurrences from which on a word is no way to its records: so many are listed and sorted in a few milliseconds.
constexpr std::int64_t frequent = 10'000;

std::vector<std::string> deciding_words(std::string_view text)
{
    std::vector<std::string> words = text::words(text);
    std::ranges::sort(words);
    std::vector<std::string> result;
    for (std::size_t at = 0; at < words.size(); ++at) {
        // In this order a word stands right before those that begin with it.
        const bool implied = at + 1 < words.size() && words[at + 1].starts_with(words[at]);
        if (!implied) result.push_back(words[at]);
    }
    std::ranges::sort(result, [](const std::string& left, const std::string& right) {
        return left.size() == right.size() ? left < right : left.size() > right.size();
    });
    if (result.size() > most_words) result.resize(most_words);
    return result;
}

constexpr std::string_view begins_with = R"("entity"=? AND "word">=? AND "word"<?)";

void add_parameters(std::vector<database::value>& to, std::int64_t entity_number, const std::string& word)
{
    to.emplace_back(entity_number);
    to.emplace_back(word);
    to.emplace_back(platform::above_all_with(word));
}

/// One query for all words: as many round trips as words would cost more than their counting.
std::optional<std::size_t> rarest_of(database::reader& from, const std::vector<std::string>& words,
                                     std::int64_t entity_number)
{
    if (words.empty()) return std::nullopt;
    std::string counts;
    std::vector<database::value> parameters;
    for (const std::string& word : words) {
        counts += counts.empty() ? "SELECT " : ",";
        counts += R"((SELECT COUNT(*) FROM (SELECT 1 FROM "core_word" WHERE )" + std::string{begins_with} + " LIMIT " +
                  std::to_string(frequent) + ") c)";
        add_parameters(parameters, entity_number, word);
    }
    std::optional<std::size_t> found;
    const std::vector columns(words.size(), database::column::integer);
    from.query(counts, parameters, columns, [&](const database::row& row) {
        std::int64_t least = frequent;
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (row.integer(at) >= least) continue;
            least = row.integer(at);
            found = at;
        }
    });
    return found;
}

database::condition is_listed(std::string_view id, std::int64_t entity_number, const std::string& word)
{
    database::condition result{std::string{id} + R"( IN (SELECT "record" FROM "core_word" WHERE )", {}};
    result.sql += begins_with;
    result.sql += ")";
    add_parameters(result.parameters, entity_number, word);
    return result;
}

/// A comparison, since MariaDB would make a list of an EXISTS.
database::condition has_word(std::string_view id, std::int64_t entity_number, const std::string& word)
{
    database::condition result{R"((SELECT 1 FROM "core_word" WHERE "record"=)" + std::string{id} + " AND ", {}};
    result.sql += begins_with;
    result.sql += " LIMIT 1)=1";
    add_parameters(result.parameters, entity_number, word);
    return result;
}

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

query::query(std::string_view text, std::int64_t entity_number, std::optional<std::size_t> rarest)
    : blank_(is_blank(text)), entity_number_(entity_number), words_(deciding_words(text)), rarest_(rarest)
{
}

query::query(database::reader& from, std::string_view text, std::int64_t entity_number)
    : query(text, entity_number, std::nullopt)
{
    rarest_ = rarest_of(from, words_, entity_number);
}

database::condition query::condition(std::string_view id_expression) const
{
    if (blank_) return database::condition::always();
    if (words_.empty()) return database::condition::never();
    auto result = database::condition::always();
    for (std::size_t at = 0; at < words_.size(); ++at) {
        if (!rarest_ || at == *rarest_)
            result = std::move(result) && is_listed(id_expression, entity_number_, words_[at]);
    }
    for (std::size_t at = 0; at < words_.size(); ++at) {
        if (rarest_ && at != *rarest_)
            result = std::move(result) && has_word(id_expression, entity_number_, words_[at]);
    }
    return result;
}

database::condition query::asking_each(std::string_view id_expression) const
{
    if (blank_) return database::condition::always();
    if (words_.empty()) return database::condition::never();
    auto result = database::condition::always();
    for (const auto& word : words_) result = std::move(result) && has_word(id_expression, entity_number_, word);
    return result;
}

} // namespace nscl::search
