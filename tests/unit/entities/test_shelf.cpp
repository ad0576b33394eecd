#include "tests/support/record_world.hpp"

#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

namespace nscl::tests {

using entities::record_id;
using testing::ElementsAre;

namespace {

/// Books that refer to each other in every way that removals have to follow. Callback 1 is before create, 2 a claim.
constexpr std::string_view shelf_document = R"json({
  "declaration": 1,
  "roles": [{"name": "reader", "label": {"vi": "a", "en": "b"}}],
  "dimensions": [{"name": "room", "label": {"vi": "a", "en": "b"}, "entity": "shelf.room"}],
  "messages": [{"code": "lent", "vi": "Đã mượn", "en": "Lent"}],
  "entities": [
    {"name": "room", "plural": "rooms", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}],
     "scopes": [{"dimension": "room", "path": "id"}],
     "grants": [{"role": "reader", "actions": ["read"], "within": ["room"]}]},
    {"name": "book", "plural": "books", "label": {"vi": "a", "en": "b"},
     "fields": [
       {"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "title": true},
       {"name": "room", "type": "reference", "to": "shelf.room", "label": {"vi": "a", "en": "b"}},
       {"name": "rooms", "type": "multi_reference", "to": "shelf.room", "label": {"vi": "a", "en": "b"}},
       {"name": "sequel_of", "type": "reference", "to": "shelf.book", "on_delete": "cascade", "label": {"vi": "a", "en": "b"}},
       {"name": "copy_of", "type": "reference", "to": "shelf.book", "on_delete": "set_null", "immutable": true, "label": {"vi": "a", "en": "b"}},
       {"name": "review_of", "type": "reference", "to": "shelf.book", "on_delete": "set_null", "required_in": ["lent"], "label": {"vi": "a", "en": "b"}}
     ],
     "claims": [{"name": "place", "callback": 2, "code": "lent"}],
     "before": {"create": [1]},
     "workflow": {"field": "state", "initial": "here",
       "states": [{"name": "here", "label": {"vi": "a", "en": "b"}}, {"name": "lent", "label": {"vi": "a", "en": "b"}}],
       "transitions": [{"name": "lend", "label": {"vi": "a", "en": "b"}, "from": ["here"], "to": "lent", "by": ["reader"], "fields": ["room"]}]},
     "scopes": [{"dimension": "room", "path": "room"}],
     "grants": [{"role": "reader", "actions": ["read", "create", "update"], "within": ["room"]}]},
    {"name": "whisper", "plural": "whispers", "label": {"vi": "a", "en": "b"}, "journal": false,
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}],
     "grants": [{"role": "reader", "actions": "all"}]}
  ]
})json";

} // namespace

class Shelf : public each_database {
protected:
    Shelf() : shelf(db(), "shelf", shelf_document) {}

    record_id add_book(std::string_view field = {}, record_id other = 0)
    {
        if (field.empty()) return shelf.add("shelf.book", {});
        return shelf.add("shelf.book", {{field, std::to_string(other)}});
    }
    std::int64_t books() { return shelf.count("SELECT COUNT(*) FROM shelf_book"); }

    record_world shelf;
};
NSCL_ON_EACH_DATABASE(Shelf);

TEST_P(Shelf, LosesBooksThatBelongToEachOtherTogether)
{
    const auto first = add_book();
    const auto second = add_book("sequel_of", first);
    EXPECT_EQ(refusal_of(shelf.update(almighty(), "shelf.book", first, {{"sequel_of", std::to_string(second)}})), "");
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.book", first)), "");
    EXPECT_EQ(books(), 0);
    EXPECT_EQ(shelf.count(R"(SELECT COUNT(*) FROM core_journal WHERE "action"='delete')"), 2);
}

TEST_P(Shelf, LosesALongSeriesWithItsFirstBook)
{
    const auto first = add_book();
    auto last = first;
    for (int i = 0; i < 40; ++i) last = add_book("sequel_of", last);
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.book", first)), "");
    EXPECT_EQ(books(), 0);
}

TEST_P(Shelf, KeepsASeriesThatIsTooLongForOneRemoval)
{
    const auto first = add_book();
    auto last = first;
    for (int i = 0; i < 520; ++i) last = add_book("sequel_of", last);
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.book", first)), "too_much_nesting");
    EXPECT_EQ(books(), 521);
}

TEST_P(Shelf, LetsACopyForgetItsOriginalThoughNobodyElseMay)
{
    const auto original = add_book();
    const auto copy = add_book("copy_of", original);
    EXPECT_EQ(refusal_of(shelf.update(almighty(), "shelf.book", copy, {{"copy_of", "null"}})), "/copy_of immutable");
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.book", original)), "");
    const auto left = shelf.read(almighty(), "shelf.book", copy).value();
    EXPECT_TRUE(entities::is_null(left.values[shelf.field("shelf.book", "copy_of")]));
}

TEST_P(Shelf, KeepsABookThatAnotherCannotDoWithout)
{
    const auto book = add_book();
    const auto review = add_book("review_of", book);
    EXPECT_EQ(refusal_of(shelf.take(almighty(), "shelf.book", review, "lend")), "");
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.book", book)), "in_use");
    EXPECT_EQ(books(), 2);
}

TEST_P(Shelf, ShowsNobodyARoomOfOthersThroughAHook)
{
    const auto mine = shelf.add("shelf.room", {{"title", "\"Phòng 1\""}});
    const auto theirs = shelf.add("shelf.room", {{"title", "\"Phòng 2\""}});
    const auto list = shelf.field("shelf.book", "rooms");
    shelf.callbacks.hooks[1] = [&](entities::change& of) {
        auto& rooms = std::get<std::vector<record_id>>(of.after->values[list]);
        rooms.push_back(mine);
    };
    const auto reader = person(1, {"reader"}, {{"room", {mine}}});
    EXPECT_EQ(refusal_of(shelf.create(reader, "shelf.book",
                                      {{"room", std::to_string(mine)}, {"rooms", "[" + std::to_string(theirs) + "]"}})),
              "/rooms unknown_reference");
    // What the hook itself puts there need not be the caller's to see.
    shelf.callbacks.hooks[1] = [&](entities::change& of) { of.after->values[list] = std::vector<record_id>{theirs}; };
    EXPECT_EQ(refusal_of(shelf.create(reader, "shelf.book", {{"room", std::to_string(mine)}})), "");
}

TEST_P(Shelf, LendsNothingOutOfTheReadersOwnRoom)
{
    const auto mine = shelf.add("shelf.room", {{"title", "\"Phòng 1\""}});
    const auto theirs = shelf.add("shelf.room", {{"title", "\"Phòng 2\""}});
    const auto book =
        shelf.add("shelf.book", {{"room", std::to_string(mine)}, {"review_of", std::to_string(add_book())}});
    // The room is named by plugin code: the reader could not name one that he does not see.
    const auto reader = person(1, {"reader"}, {{"room", {mine}}});
    EXPECT_EQ(refusal_of(shelf.take(reader, "shelf.book", book, "lend", {{"room", std::to_string(theirs)}})),
              "/room unknown_reference");
    EXPECT_EQ(refusal_of(shelf.take(reader, "shelf.book", book, "lend", {{"room", "null"}})), "outside_scope");
    EXPECT_EQ(refusal_of(shelf.take(reader, "shelf.book", book, "lend", {{"room", std::to_string(mine)}})), "");
}

TEST_P(Shelf, HoldsClaimsOfAnyLength)
{
    std::string claimed(400, 'a');
    shelf.callbacks.claims[2] = [&](entities::change&) { return std::optional{claimed}; };
    EXPECT_EQ(refusal_of(shelf.create(almighty(), "shelf.book", {})), "");
    EXPECT_EQ(refusal_of(shelf.create(almighty(), "shelf.book", {})), "lent");
    claimed.back() = 'b';
    EXPECT_EQ(refusal_of(shelf.create(almighty(), "shelf.book", {})), "");
}

TEST_P(Shelf, KeepsNoHistoryOfWhatIsDeclaredWithoutOne)
{
    const auto whisper = shelf.add("shelf.whisper", {{"title", "\"Nói nhỏ\""}});
    EXPECT_EQ(refusal_of(shelf.update(almighty(), "shelf.whisper", whisper, {{"title", "\"Nói to\""}})), "");
    EXPECT_EQ(refusal_of(shelf.remove(almighty(), "shelf.whisper", whisper)), "");
    EXPECT_EQ(shelf.count(R"(SELECT COUNT(*) FROM core_journal WHERE "entity"='shelf.whisper')"), 0);
}

TEST_P(Shelf, TakesABookThatIsOlderThanItsStates)
{
    const auto book = add_book("review_of", add_book());
    db().write([&](database::transaction& in) {
        const database::value id[] = {book};
        in.execute(R"(UPDATE shelf_book SET "state"=NULL WHERE "id"=?)", id);
    });
    EXPECT_EQ(refusal_of(shelf.take(almighty(), "shelf.book", book, "lend")), "");
}

} // namespace nscl::tests
