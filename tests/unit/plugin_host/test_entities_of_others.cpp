#include "tests/unit/plugin_host/entities_of_a_plugin.hpp"

#include <gmock/gmock.h>

namespace nscl::tests {
namespace {

/// An entity that is not the plugin's own.
class EntitiesOfOthers : public Entities {
protected:
    std::uint32_t place = plugin.entity("core.place");
    std::uint32_t name = field("name", "core.place");

    std::int32_t create(nscl_handle context, std::string_view named, std::int64_t& id,
                        std::int32_t authority = NSCL_AS_CALLER)
    {
        const auto value = words(named);
        auto error = no_error();
        return entities.create(self, context, authority, place, &name, &value, 1, &id, &error);
    }

    std::int32_t rename(nscl_handle context, std::int64_t id, std::string_view named,
                        std::int32_t authority = NSCL_AS_CALLER)
    {
        const auto value = words(named);
        auto error = no_error();
        return entities.update(self, context, authority, place, id, &name, &value, 1, &error);
    }

    std::int64_t kept(std::string_view named)
    {
        on.callers.who = user(11, {"keeper"});
        std::int64_t id = 0;
        on.inside([&](nscl_handle context) { EXPECT_EQ(create(context, named, id), NSCL_OK); });
        return id;
    }
};
NSCL_ON_EACH_DATABASE(EntitiesOfOthers);

TEST_P(EntitiesOfOthers, AreCreatedAndChangedByThoseWhoMay)
{
    const auto id = kept("Here");
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    on.inside([&](nscl_handle context) { EXPECT_EQ(rename(context, id, "There"), NSCL_OK); });
    EXPECT_EQ(rows("core_place", "\"name\"='There' AND \"version\"=2"), 1);
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_journal", "\"entity\"='core.place' AND \"user_name\"='user11'"), 2);
}

TEST_P(EntitiesOfOthers, AreForbiddenToThoseWhoMayOnlyRead)
{
    const auto id = kept("Here");
    on.callers.who = user(12, {"visitor", "boss"});
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made), NSCL_FORBIDDEN);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There"), NSCL_FORBIDDEN);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
}

TEST_P(EntitiesOfOthers, AreUnknownToThoseWhoMayNotSeeThem)
{
    const auto id = kept("Here");
    on.callers.who = user(13, {"boss"});
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made), NSCL_FORBIDDEN);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There"), NSCL_NOT_FOUND);
        EXPECT_EQ(rename(context, id + 1, "There"), NSCL_NOT_FOUND);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
}

TEST_P(EntitiesOfOthers, AreNotChangedInThePluginsOwnRight)
{
    const auto id = kept("Here");
    on.inside([&](nscl_handle context) {
        std::int64_t made = 0;
        EXPECT_EQ(create(context, "New", made, NSCL_AS_PLUGIN), NSCL_MISUSE);
        EXPECT_EQ(made, 0);
        EXPECT_EQ(rename(context, id, "There", NSCL_AS_PLUGIN), NSCL_MISUSE);
    });
    EXPECT_EQ(rows("core_place"), 1);
    EXPECT_EQ(rows("core_place", "\"name\"='Here' AND \"version\"=1"), 1);
    EXPECT_EQ(rows("core_journal"), 1);
}

} // namespace
} // namespace nscl::tests
