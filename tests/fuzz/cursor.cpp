#include "core/entities/reading/list_query.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/utf8.hpp"
#include "tests/fuzz/small_model.hpp"
#include "tests/fuzz/targets.hpp"

#include <charconv>

namespace nscl::fuzz {
namespace {

using entities::cursor_seal;
using entities::list_position;
using entities::list_query;

/// "t" and a text, an integer, or nothing for null.
entities::field_value sort_value(std::string_view line)
{
    if (line.starts_with('t')) return std::string{line.substr(1)};
    std::int64_t number = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), number).ec == std::errc{}) return number;
    return {};
}

bool opens(const cursor_seal& seal, list_query query, const entities::condition& scope, const std::string& cursor)
{
    query.cursor = cursor;
    return seal.open(thing(), query, scope).has_value();
}

} // namespace

/// Lines: an id, a sort value, a search, a cursor that was not made here.
void check_cursor(std::string_view input)
{
    static const cursor_seal seal{std::string(32, 'k')};
    static const cursor_seal other_seal{std::string(32, 'K')};
    list_position end;
    const auto id = take_line(input);
    std::from_chars(id.data(), id.data() + id.size(), end.id);
    end.sort = sort_value(take_line(input));
    list_query query;
    query.search = std::string{take_line(input)};
    const entities::condition scope{"t.\"parent\" = ?", {std::int64_t{7}}};

    require(!opens(seal, query, scope, std::string{input}), "only what was sealed opens");
    require(!opens(seal, query, scope, platform::to_base64url(input)), "however it is written");

    const auto cursor = seal.close(thing(), query, scope, end);
    query.cursor = cursor;
    const auto opened = seal.open(thing(), query, scope);
    require(opened && opened->id == end.id && opened->sort == end.sort, "what was sealed opens to the same");
    require(!opens(other_seal, query, scope, cursor), "with its key only");
    require(!opens(seal, query, {"t.\"parent\" = ?", {std::int64_t{8}}}, cursor), "within its scope only");
    auto other = query;
    other.search += 'x';
    require(!opens(seal, other, scope, cursor), "for its search only");
    other = query;
    other.descending = !other.descending;
    require(!opens(seal, other, scope, cursor), "in its order only");
    other = query;
    other.filters.push_back({thing().find("amount"), entities::filter::op::eq, {std::int64_t{1}}});
    require(!opens(seal, other, scope, cursor), "for its filters only");

    for (std::size_t at = cursor.size() % 7; at < cursor.size(); at += 7) {
        auto changed = cursor;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        require(!opens(seal, query, scope, changed), "unchanged only");
    }
    require(!opens(seal, query, scope, cursor + "A") && !opens(seal, query, scope, cursor.substr(1)),
            "as a whole only");
}

} // namespace nscl::fuzz
