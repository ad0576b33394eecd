#include "core/search/matches.hpp"

#include "core/platform/utf8.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <utility>

namespace nscl::search {

namespace {

using database::condition;

/// Before all places: ids are below 2^53.
constexpr std::int64_t before_all = -(std::int64_t{1} << 53);

/// Records of a list that is sorted at once, ten milliseconds of MariaDB; and of one that is sorted when so many others were asked in vain.
constexpr std::size_t most_sorted = 25'000;
constexpr std::size_t most_sorted_late = 50'000;
constexpr std::size_t many_asked = 2'000;

/// Records that are asked with one query: a page of what many have is among the first.
constexpr std::size_t first_group = 100;
constexpr std::size_t later_group = 250;

/// To ask one record for a word takes about as long as to read so many of a list.
constexpr double read_for_one_asked = 8;

bool is_known_to(const posting_list& list, std::int64_t place)
{
    return list.ends() || list.known().back() >= place;
}

/// How many of a list's records are before `end`, if the rest is like what is known.
double estimated_up_to(const posting_list& list, std::int64_t end)
{
    const auto known = list.known();
    const auto first = known.front();
    return static_cast<double>(known.size()) * static_cast<double>(end - first + 1) /
           static_cast<double>(known.back() - first + 1);
}

} // namespace

matches::matches(database::reader& from, const query& asked, std::string_view table, id_order order,
                 std::optional<std::int64_t> after)
    : from_(from),
      entity_number_(asked.entity_number()),
      order_(order),
      place_(after ? order.place_of(*after) + 1 : before_all)
{
    for (const auto& word : asked.words()) {
        if (auto records = posting_list::in_order(from, entity_number_, word, order, place_))
            lists_.push_back({word, std::move(*records)});
        else
            unsorted_.push_back(word);
    }
    sort_lists(most_sorted);
    if (lists_.empty()) lists_.push_back({"", posting_list::of_all(table, order, place_)});
}

void matches::sort_lists(std::size_t most)
{
    std::erase_if(unsorted_, [&](const std::string& word) {
        auto records = posting_list::sorted(from_, entity_number_, word, order_, most);
        if (records) lists_.push_back({word, std::move(*records)});
        return records.has_value();
    });
    if (lists_.size() > 1) std::erase_if(lists_, [](const word_list& each) { return each.word.empty(); });
}

std::vector<std::int64_t> matches::next(std::size_t wanted, std::size_t most)
{
    std::vector<std::int64_t> found;
    while (found.size() < wanted && asked_ < most && (at_ < candidates_.size() || read_candidates()))
        std::ranges::copy(ask_group(), std::back_inserter(found));
    for (auto& each : found) each = order_.id_at(each);
    return found;
}

std::vector<std::int64_t> matches::ask_group()
{
    const auto group = asked_ == 0 ? first_group : later_group;
    const auto asked = std::span{candidates_}.subspan(at_, std::min(group, candidates_.size() - at_));
    at_ += asked.size();
    asked_ += asked.size();
    std::vector<std::int64_t> found{asked.begin(), asked.end()};
    for (const auto& word : unsorted_) found = having(word, found, group);
    for (const auto& word : left_out_) found = having(word, found, group);
    return found;
}

bool matches::read_candidates()
{
    if (asked_ >= many_asked) sort_lists(most_sorted_late);
    candidates_.clear();
    at_ = 0;
    while (candidates_.empty()) {
        if (!move_lists()) return false;
        const auto end = end_of_block();
        leave_out_longer_lists(end);
        for (auto& each : lists_) each.records.read_to(from_, end);
        candidates_ = common(end);
        place_ = end + 1;
    }
    return true;
}

bool matches::move_lists()
{
    return std::ranges::all_of(lists_, [&](word_list& each) {
        each.records.move_to(from_, place_);
        return !each.records.known().empty();
    });
}

std::int64_t matches::end_of_block() const
{
    auto end = place_;
    for (const auto& each : lists_) end = std::max(end, each.records.known().back());
    for (const auto& each : lists_) {
        if (each.records.ends()) end = std::min(end, each.records.known().back());
    }
    return end;
}

void matches::leave_out_longer_lists(std::int64_t end)
{
    auto fewest = std::numeric_limits<std::size_t>::max();
    for (const auto& each : lists_) {
        if (is_known_to(each.records, end)) fewest = std::min(fewest, each.records.known_up_to(end).size());
    }
    std::erase_if(lists_, [&](const word_list& each) {
        if (is_known_to(each.records, end)) return false;
        const bool longer = estimated_up_to(each.records, end) > read_for_one_asked * static_cast<double>(fewest);
        if (longer) left_out_.push_back(each.word);
        return longer;
    });
}

std::vector<std::int64_t> matches::common(std::int64_t end) const
{
    const auto first = lists_.front().records.known_up_to(end);
    std::vector<std::int64_t> found{first.begin(), first.end()};
    for (const auto& each : std::span{lists_}.subspan(1)) {
        std::vector<std::int64_t> both;
        std::ranges::set_intersection(found, each.records.known_up_to(end), std::back_inserter(both));
        found = std::move(both);
    }
    return found;
}

std::vector<std::int64_t> matches::having(const std::string& word, std::span<const std::int64_t> places,
                                          std::size_t group) const
{
    if (places.empty()) return {};
    // As many ids each time, so that there is one statement.
    std::vector<std::int64_t> ids(group, order_.id_at(places.back()));
    std::ranges::transform(places, ids.begin(), [&](std::int64_t place) { return order_.id_at(place); });
    const auto where = condition{R"("entity"=?)", {entity_number_}} && condition::one_of("\"record\"", ids) &&
                       condition{R"("word">=? AND "word"<?)", {word, platform::above_all_with(word)}};
    std::vector<std::int64_t> found;
    from_.query(R"(SELECT DISTINCT "record" FROM "core_word" WHERE )" + where.sql, where.parameters,
                std::array{database::column::integer},
                [&](const database::row& row) { found.push_back(order_.place_of(row.integer(0))); });
    std::ranges::sort(found);
    return found;
}

} // namespace nscl::search
