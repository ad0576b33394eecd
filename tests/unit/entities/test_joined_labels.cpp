#include "tests/unit/entities/member_lists.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace nscl::tests {

using testing::ElementsAre;
using testing::IsEmpty;

/// Labels that come with a page's rows.
class JoinedLabels : public member_lists {
protected:
    std::vector<std::string> labels_for(const entities::caller& who, const std::string& query)
    {
        auto listed = club.list(who, "club.member", query);
        if (listed.has_error()) {
            ADD_FAILURE() << query << ": " << in_words(listed.error());
            return {};
        }
        std::vector<std::string> found;
        for (const auto& [target, id, text] : listed->labels)
            found.push_back(target->full_name() + " " + std::to_string(id) + " " + text);
        return found;
    }
    std::string of_branch() const { return "club.branch " + std::to_string(hue) + " Huế"; }
    std::string of_an() const { return "club.member " + std::to_string(an) + " Nguyễn Thị Ánh"; }

    const entities::caller chief = person(1, {"chief"});
    const entities::caller clerk = person(2, {"clerk"}, {{"branch", {hue}}});
};
NSCL_ON_EACH_DATABASE(JoinedLabels);

TEST_P(JoinedLabels, AreThoseOfEveryReferenceThatIsSet)
{
    EXPECT_THAT(labels_for(chief, "filter[code]=A2"), ElementsAre(of_branch(), of_an()));
    EXPECT_THAT(labels_for(chief, "filter[code]=A1"), ElementsAre(of_branch()));
}

TEST_P(JoinedLabels, LeaveOutFieldsThatNobodyAskedFor)
{
    EXPECT_THAT(labels_for(chief, "filter[code]=A2&fields=name,mentor"), ElementsAre(of_an()));
    EXPECT_THAT(labels_for(chief, "filter[code]=A2&fields=name"), IsEmpty());
}

TEST_P(JoinedLabels, AreOfTargetsOnlyThatTheCallerMayReadAllOf)
{
    EXPECT_THAT(labels_for(clerk, "filter[code]=A2"), IsEmpty());
}

TEST_P(JoinedLabels, AreLeftToOptions)
{
    EXPECT_THAT(labels_for(chief, "filter[code]=A2&view=option"), IsEmpty());
}

} // namespace nscl::tests
