#include "core/search/word_index.hpp"

#include "core/platform/utf8.hpp"
#include "core/text/unicode.hpp"

#include <algorithm>

namespace nscl::search {

namespace {

constexpr std::size_t most_words = 10;

/// The words that decide: without those that another one begins with, the longest first.
std::vector<std::string> deciding_words(std::string_view query)
{
    std::vector<std::string> words = text::words(query);
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

bool is_blank(std::string_view query)
{
    return query.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

database::condition condition(std::string_view query, std::int64_t entity_number, std::string_view id_expression)
{
    if (is_blank(query)) return database::condition::always();
    database::condition result;
    for (const std::string& word : deciding_words(query)) {
        if (!result.sql.empty()) result.sql += " AND ";
        result.sql += id_expression;
        result.sql += R"( IN (SELECT "record" FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?))";
        result.parameters.emplace_back(entity_number);
        result.parameters.emplace_back(word);
        result.parameters.emplace_back(platform::above_all_with(word));
    }
    return result.sql.empty() ? database::condition::never() : result;
}

} // namespace nscl::search
