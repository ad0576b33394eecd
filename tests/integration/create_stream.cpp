#include "tests/integration/create_stream.hpp"
#include "tests/integration/stored_ids.hpp"

namespace nscl::tests {

namespace json = boost::json;

std::size_t created_by_streams(api_user& admin)
{
    const answer got = admin.get(users + "?filter[username][starts]=nguoi-&count=exact&limit=1");
    return json::parse(got.body).at_pointer("/page/count").to_number<std::size_t>();
}

void nothing_is_half_done(api_user& admin, database::database& stored)
{
    const auto made = ids_in(stored, "SELECT id FROM core_user");
    EXPECT_EQ(ids_in(stored, "SELECT record FROM core_journal WHERE entity='core.user' AND action='create'"), made);
    EXPECT_EQ(ids_in(stored, "SELECT DISTINCT w.record FROM core_word AS w JOIN core_entity AS e ON e.number=w.entity "
                             "WHERE e.name='core.user'"),
              made);

    std::string next = users + "?filter[username][starts]=nguoi-&limit=200&fields=username";
    while (!next.empty()) {
        const auto page = json::parse(admin.get(next).body);
        for (const auto& each : page.at("data").as_array()) {
            const auto id = std::to_string(each.at("id").as_int64());
            const auto history = json::parse(admin.get(users + "/" + id + "/history").body);
            ASSERT_EQ(history.at("data").as_array().size(), 1U) << id;
        }
        const auto& cursor = page.at_pointer("/page/next");
        next = cursor.is_null() ? ""
                                : users + "?filter[username][starts]=nguoi-&limit=200&fields=username&cursor=" +
                                      std::string{cursor.as_string()};
    }
}

void nothing_is_half_done(api_user& admin, const test_database& stored)
{
    nothing_is_half_done(admin, *stored.open());
}

} // namespace nscl::tests
