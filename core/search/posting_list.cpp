#include "core/search/posting_list.hpp"

#include "core/platform/utf8.hpp"

#include <algorithm>
#include <array>

namespace nscl::search {

namespace {

using database::condition;

/// Different words whose records are merged; each is looked for by itself.
constexpr std::size_t most_merged = 16;
constexpr std::size_t largest_block = 8'000;

constexpr std::array one_integer{database::column::integer};
constexpr std::array one_text{database::column::text};

/// The stored words that begin with `typed`, or more than can be merged. Seldom ones stand close together; behind one that many records have,
/// the next is found past all of these.
std::vector<std::string> beginning_with(database::reader& from, std::int64_t entity_number, const std::string& typed)
{
    const auto end = platform::above_all_with(typed);
    std::vector<std::string> found;
    for (bool more = true; more && found.size() <= most_merged;) {
        const bool first = found.empty();
        const std::array<database::value, 3> range{entity_number, first ? typed : found.back(), end};
        more = false;
        from.query(std::string{R"(SELECT "word" FROM "core_word" WHERE "entity"=? AND "word")"} + (first ? ">=" : ">") +
                       R"(? AND "word"<? ORDER BY "word" LIMIT 50)",
                   range, one_text, [&](const database::row& row) {
                       if (!more || found.back() != row.text(0)) found.emplace_back(row.text(0));
                       more = true;
                   });
    }
    return found;
}

/// How many times too many rows MariaDB guesses where a range ends within few pages of where it begins.
constexpr std::int64_t overestimate = 2;

/// Whether a part of the words' table has more than `most` rows, as far as that can be known for less than reading them takes.
bool is_longer(database::reader& from, const std::string& part, std::span<const database::value> parameters,
               std::size_t most)
{
    if (const auto rows = from.estimated_rows(R"(SELECT "record")" + part, parameters))
        return *rows > overestimate * static_cast<std::int64_t>(most);
    return from.integer("SELECT 1" + part + " LIMIT 1 OFFSET " + std::to_string(most), parameters).has_value();
}

} // namespace

posting_list posting_list::of_all(std::string_view table, id_order order, std::int64_t first)
{
    posting_list made{order, first};
    made.unread_.push_back({R"(SELECT "id" FROM )" + database::dialect::quoted(table) + R"( WHERE "id")", {}});
    return made;
}

std::optional<posting_list> posting_list::in_order(database::reader& from, std::int64_t entity_number,
                                                   const std::string& typed, id_order order, std::int64_t first)
{
    const auto words = beginning_with(from, entity_number, typed);
    if (words.size() > most_merged) return std::nullopt;
    posting_list made{order, first};
    for (const auto& word : words) {
        made.unread_.push_back(
            {R"(SELECT "record" FROM "core_word" WHERE "entity"=? AND "word"=? AND "record")", {entity_number, word}});
    }
    return made;
}

std::optional<posting_list> posting_list::sorted(database::reader& from, std::int64_t entity_number,
                                                 const std::string& typed, id_order order, std::size_t most)
{
    const std::array<database::value, 3> range{entity_number, typed, platform::above_all_with(typed)};
    const std::string in_range = R"( FROM "core_word" WHERE "entity"=? AND "word">=? AND "word"<?)";
    if (is_longer(from, in_range, range, most)) return std::nullopt;
    posting_list made{order, 0};
    auto& places = made.places_;
    from.query(R"(SELECT "record")" + in_range + " LIMIT " + std::to_string(most + 1), range, one_integer,
               [&](const database::row& row) { places.push_back(order.place_of(row.integer(0))); });
    if (places.size() > most) return std::nullopt; // the guess was wrong
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
    return made;
}

void posting_list::move_to(database::reader& from, std::int64_t place)
{
    const auto left = known();
    at_ += static_cast<std::size_t>(std::ranges::lower_bound(left, place) - left.begin());
    next_ = std::max(next_, place);
    if (known().empty() && !ends()) read_block(from);
}

void posting_list::read_to(database::reader& from, std::int64_t place)
{
    while (!ends() && next_ <= place) read_block(from);
}

std::span<const std::int64_t> posting_list::known_up_to(std::int64_t place) const
{
    const auto all = known();
    return {all.begin(), std::ranges::upper_bound(all, place)};
}

void posting_list::read_block(database::reader& from)
{
    const std::string in_order =
        std::string{" ORDER BY 1"} + (order_.descending() ? " DESC" : "") + " LIMIT " + std::to_string(block_);
    std::string ids;
    std::vector<database::value> parameters;
    for (std::size_t at = 0; at < unread_.size(); ++at) {
        const auto block = unread_[at].sql + (order_.descending() ? "<=?" : ">=?") + in_order;
        ids += at == 0 ? "" : " UNION ";
        ids += unread_.size() == 1 ? block : "SELECT * FROM (" + block + ") w" + std::to_string(at);
        parameters.insert(parameters.end(), unread_[at].parameters.begin(), unread_[at].parameters.end());
        parameters.emplace_back(order_.id_at(next_));
    }
    if (unread_.size() > 1) ids += in_order;

    places_.erase(places_.begin(), places_.begin() + static_cast<std::ptrdiff_t>(at_));
    at_ = 0;
    const auto before = places_.size();
    from.query(ids, parameters, one_integer,
               [&](const database::row& row) { places_.push_back(order_.place_of(row.integer(0))); });
    if (places_.size() - before < block_)
        unread_.clear();
    else
        next_ = places_.back() + 1;
    block_ = std::min(block_ * 2, largest_block);
}

} // namespace nscl::search
