#include "tests/unit/entities/member_lists.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace nscl::tests {

using entities::record_id;
using testing::ElementsAre;
using testing::IsEmpty;

class Searches : public member_lists {};
NSCL_ON_EACH_DATABASE(Searches);

TEST_P(Searches, FindWordsWithoutRegardToAccents)
{
    EXPECT_THAT(found("q=nguyen"), ElementsAre(an));
    EXPECT_THAT(found("q=do%20BINH"), ElementsAre(binh));
    EXPECT_THAT(found("q=" + encoded("hoà")), ElementsAre(chi));
    EXPECT_THAT(found("q=anh%20nguy"), ElementsAre(an));
    EXPECT_THAT(found("q=binh%20anh"), IsEmpty());
    EXPECT_THAT(found("q=%20"), ElementsAre(chi, binh, an));
    EXPECT_THAT(found("q=!!"), IsEmpty());
    club.update(almighty(), "club.member", an, {{"name", "\"Lê Văn Tám\""}}).value();
    EXPECT_THAT(found("q=nguyen"), IsEmpty());
    EXPECT_THAT(found("q=tam"), ElementsAre(an));
}

TEST_P(Searches, FindWordsThatStandInManyNames)
{
    const auto both = club.add("club.member", {{"name", "\"Nguyễn Hòa\""}, {"branch", std::to_string(hue)}});
    add_more(an, 10'000, 1'000'000);
    add_more(chi, 10'000, 2'000'000);
    EXPECT_THAT(found("q=che%20hoa&limit=3"), ElementsAre(2'009'999, 2'009'998, 2'009'997));
    EXPECT_THAT(found("q=che%20hoa&limit=3&sort=id"), ElementsAre(chi, 2'000'000, 2'000'001));
    EXPECT_THAT(found("q=nguyen&limit=2"), ElementsAre(1'009'999, 1'009'998)) << "far behind the newest";
    EXPECT_THAT(found("q=hoa%20nguyen"), ElementsAre(both)) << "which hardly ever meet";
    EXPECT_THAT(found("q=hoa%20nguyen&sort=id"), ElementsAre(both));
    EXPECT_THAT(found("q=hoa%20thi"), IsEmpty());
    const auto first = club.list(person(1, {"chief"}), "club.member", "q=hoa&limit=3").value();
    EXPECT_THAT(found("q=hoa&limit=3&cursor=" + first.next), ElementsAre(2'009'996, 2'009'995, 2'009'994));
    EXPECT_EQ(club.list(person(1, {"chief"}), "club.member", "q=hoa&limit=1&count=exact")->count, 10'002);
}

TEST_P(Searches, FindTheRecordsOfOneBranchAmongMany)
{
    const auto vinh = std::to_string(add_branch("Vinh"));
    const auto there = club.add("club.member", {{"name", "\"Hòa Vinh\""}, {"branch", vinh}});
    add_more(there, 1'200, 1'000'000);
    add_more(chi, 5'000, 2'000'000);
    const auto in_vinh = [&](const std::string& query) {
        return ids_of(*club.list(person(1, {"clerk"}, {{"branch", {std::stoll(vinh)}}}), "club.member", query));
    };
    EXPECT_THAT(in_vinh("q=hoa&limit=2"), ElementsAre(1'001'199, 1'001'198));
    EXPECT_THAT(in_vinh("q=hoa&limit=2&sort=id"), ElementsAre(there, 1'000'000));
    EXPECT_THAT(found("q=hoa&limit=2&filter[branch]=" + vinh), ElementsAre(1'001'199, 1'001'198));
    EXPECT_THAT(found("q=hoa&limit=2&filter[branch][ne]=" + vinh + "&filter[id][lt]=2000001"),
                ElementsAre(2'000'000, chi));
    EXPECT_THAT(in_vinh("q=hoa%20che&limit=2"), IsEmpty());
    add_more(chi, 6'000, 3'000'000); // too many newer ones to try each
    EXPECT_THAT(in_vinh("q=hoa&limit=2"), ElementsAre(1'001'199, 1'001'198));
}

TEST_P(Searches, PagesTogetherAreAllThatIsFound)
{
    add_more(chi, 700, 1'000'000);
    add_more(an, 700, 2'000'000);
    add_more(chi, 700, 3'000'000);
    const auto chief = person(1, {"chief"});
    for (const std::string search : {"q=che%20hoa", "q=h"}) {
        for (const std::string sort : {"id", "-id"}) {
            std::vector<record_id> read;
            std::string cursor;
            do {
                const auto page = club.list(chief, "club.member", search + "&limit=190&sort=" + sort + cursor).value();
                for (const auto id : ids_of(page)) read.push_back(id);
                cursor = page.next.empty() ? "" : "&cursor=" + page.next;
            } while (!cursor.empty());
            EXPECT_THAT(read, testing::SizeIs(1'401)) << search << sort;
            EXPECT_TRUE(sort == "id" ? std::ranges::is_sorted(read) : std::ranges::is_sorted(read, std::greater{}));
            EXPECT_THAT(read, testing::IsSupersetOf({chi, record_id{1'000'500}, record_id{3'000'699}}));
        }
    }
}

TEST_P(Searches, SortWhatTheyFindOnlyUpToALimit)
{
    add_more(chi, 9'999);
    EXPECT_THAT(found("q=hoa&sort=-name&limit=3"), testing::SizeIs(3));
    club.add("club.member", {{"name", "\"Hòa\""}, {"branch", std::to_string(hue)}});
    EXPECT_EQ(refused("q=hoa&sort=-name&limit=3"), "too_many_to_sort");
    EXPECT_THAT(found("q=%20&sort=-name&limit=3"), testing::SizeIs(3)) << "which is no search";
    EXPECT_THAT(found("q=hoa&limit=3"), testing::SizeIs(3));
    EXPECT_THAT(found("q=hoa&sort=-id&limit=3"), testing::SizeIs(3));
    EXPECT_THAT(found("sort=-name&limit=3"), testing::SizeIs(3));
}

} // namespace nscl::tests
