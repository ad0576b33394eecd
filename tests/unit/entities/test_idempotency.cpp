#include "core/database/error.hpp"
#include "tests/support/record_world.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace nscl::tests {
namespace {

constexpr std::string_view letter_document = R"json({
  "declaration": 1,
  "roles": [{"name": "reader", "label": {"vi": "a", "en": "b"}}],
  "entities": [
    {"name": "letter", "plural": "letters", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}],
     "before": {"create": [1]},
     "grants": [{"role": "reader", "actions": "all"}]}
  ]
})json";

class Idempotency : public each_database {
protected:
    Idempotency() : world(db(), "post", letter_document) {}

    http::response send(std::string title = "a", std::string key = "key")
    {
        return world.ask(http::verb::post, "/api/v1/post/letters", R"({"title":")" + std::move(title) + R"("})",
                         {{"content-type", "application/json"}, {"idempotency-key", std::move(key)}});
    }
    std::int64_t letters() { return world.count("SELECT COUNT(*) FROM post_letter"); }
    std::int64_t kept() { return world.count("SELECT COUNT(*) FROM core_idempotency"); }
    void pass(std::chrono::microseconds time) { world.clock.at += time.count(); }

    record_world world;
};
NSCL_ON_EACH_DATABASE(Idempotency);

TEST_P(Idempotency, AnswersTheSecondAsTheFirst)
{
    const auto first = send();
    const auto second = send();
    EXPECT_EQ(first.status, 201U) << first.body;
    EXPECT_EQ(second.status, 201U);
    EXPECT_EQ(second.body, first.body);
    for (const char* name : {"Location", "ETag", "Content-Type"})
        EXPECT_EQ(header_of(second, name), header_of(first, name));
    EXPECT_EQ(header_of(second, "Idempotency-Replayed"), "true");
    EXPECT_EQ(letters(), 1);
}

TEST_P(Idempotency, HoldsForADay)
{
    send();
    EXPECT_EQ(entities::idempotency::lifetime, std::chrono::hours{24});
    pass(entities::idempotency::lifetime - std::chrono::seconds{1});
    send();
    EXPECT_EQ(letters(), 1);
    pass(std::chrono::seconds{2});
    send();
    EXPECT_EQ(letters(), 2);
}

TEST_P(Idempotency, IsForgottenByTheSweepAfterwards)
{
    send("a", "old");
    pass(entities::idempotency::lifetime);
    send("b", "young");
    EXPECT_EQ(world.repeats.sweep(), 0U);
    pass(std::chrono::seconds{1});
    EXPECT_EQ(world.repeats.sweep(), 1U);
    EXPECT_EQ(kept(), 1);
}

TEST_P(Idempotency, KeepsNothingOfAWriteThatFails)
{
    world.callbacks.hooks[1] = [](entities::change&) -> messages::outcome<> {
        throw database::error{database::fault::disk_full, "full"};
    };
    EXPECT_NE(send().status, 201U);
    world.callbacks.hooks.clear();
    EXPECT_EQ(kept(), 0);
    EXPECT_EQ(header_of(send(), "Idempotency-Replayed"), "");
    EXPECT_EQ(letters(), 1);
}

} // namespace
} // namespace nscl::tests
