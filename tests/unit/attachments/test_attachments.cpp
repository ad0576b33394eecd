#include "core/attachments/attachment_sweeper.hpp"
#include "core/attachments/content_store.hpp"
#include "core/attachments/media_type.hpp"
#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"
#include "tests/support/record_world.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <future>
#include <set>
#include <stdexcept>
#include <thread>

namespace nscl::tests {

using entities::record_id;

namespace {

constexpr std::string_view file_document = R"json({
  "declaration": 1,
  "roles": [{"name": "clerk", "label": {"vi": "a", "en": "b"}}, {"name": "chief", "label": {"vi": "a", "en": "b"}}],
  "dimensions": [{"name": "drawer", "label": {"vi": "a", "en": "b"}, "entity": "desk.drawer"}],
  "entities": [
    {"name": "drawer", "plural": "drawers", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}}],
     "scopes": [{"dimension": "drawer", "path": "id"}], "grants": [{"role": "clerk", "actions": ["read"], "within": ["drawer"]}]},
    {"name": "paper", "plural": "papers", "label": {"vi": "a", "en": "b"},
     "fields": [{"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}},
                {"name": "drawer", "type": "reference", "to": "desk.drawer", "label": {"vi": "a", "en": "b"}},
                {"name": "scan", "type": "attachment", "label": {"vi": "a", "en": "b"}},
                {"name": "minutes", "type": "attachment", "label": {"vi": "a", "en": "b"}, "read_by": ["chief"]}],
     "scopes": [{"dimension": "drawer", "path": "drawer"}],
     "grants": [{"role": "clerk", "actions": ["read", "create", "update"], "within": ["drawer"]}, {"role": "chief", "actions": "all"}]}
  ]
})json";

std::string every_byte(std::size_t size)
{
    std::string content = "%PDF-";
    for (std::size_t i = 0; content.size() < size; ++i)
        content += static_cast<char>(static_cast<unsigned char>(i * 7 + i / 256));
    return content;
}

} // namespace

class Attachments : public each_database {
protected:
    Attachments() : desk(db(), "desk", file_document)
    {
        for (int i = 0; i < 3; ++i) {
            users.push_back(desk.add(
                "core.user", {{"username", "\"user" + std::to_string(i) + "\""}, {"display_name", "\"Người\""}}));
        }
        drawer = desk.add("desk.drawer", {{"title", "\"Ngăn\""}});
        act_as(0);
    }

    void act_as(std::size_t user, std::vector<std::string> roles = {"clerk"})
    {
        auto who = person(users[user], std::move(roles), {{"drawer", {drawer}}});
        who.grants.push_back({"account_holder", {}});
        desk.callers.who = std::make_shared<const entities::caller>(std::move(who));
    }

    http::response upload(const std::string& content, const std::string& name = "t%E1%BB%87p.pdf")
    {
        return desk.ask(http::verb::post, "/api/v1/core/actions/attachments?name=" + name, content,
                        {{"content-type", "application/octet-stream"}});
    }
    record_id uploaded(const std::string& content)
    {
        const auto answer = upload(content);
        EXPECT_EQ(answer.status, 201U) << answer.body;
        return boost::json::parse(answer.body).at("id").as_int64();
    }
    http::response own(record_id id)
    {
        return desk.ask(http::verb::get, "/api/v1/core/actions/attachments/" + std::to_string(id));
    }
    http::response of_paper(record_id id, const std::string& field)
    {
        return desk.ask(http::verb::get, "/api/v1/desk/papers/" + std::to_string(id) + "/attachments/" + field);
    }

    std::string code_of(const http::response& answer)
    {
        return std::string{boost::json::parse(answer.body).at("code").as_string()};
    }
    record_id paper_with(record_id file)
    {
        return desk.add("desk.paper", {{"drawer", std::to_string(drawer)}, {"scan", std::to_string(file)}});
    }
    void pass(std::chrono::hours time)
    {
        desk.clock.at += std::chrono::duration_cast<std::chrono::microseconds>(time).count();
    }
    std::int64_t chunks() { return desk.count("SELECT COUNT(*) FROM core_attachment_chunk"); }

    /// Sweeps while `work` is done but not committed; returns how many were removed once both have ended.
    std::size_t sweep_during(const std::function<void(database::transaction&)>& work)
    {
        std::future<std::size_t> sweeping;
        const auto other = fresh().open();
        db().write([&](database::transaction& in) {
            work(in);
            if (sweeping.valid()) return;
            sweeping = std::async(std::launch::async, [&] {
                attachments::attachment_sweeper own{*other, desk.store, desk.clock, std::chrono::hours{24}};
                return own.sweep();
            });
            // SQLite lets it begin only after this; on MariaDB it meets the locks now.
            const std::chrono::milliseconds kept{150}; // so long MariaDB repeats what it said of locks
            while (!on_sqlite() && sweeping.wait_for(kept) != std::future_status::ready &&
                   !in.integer("SELECT 1 FROM information_schema.INNODB_TRX WHERE trx_state='LOCK WAIT' LIMIT 1"))
                std::this_thread::yield();
        });
        return sweeping.get();
    }

    record_world desk;
    attachments::attachment_sweeper sweeper{db(), desk.store, desk.clock, std::chrono::hours{24}};
    std::vector<record_id> users;
    record_id drawer = 0;
};
NSCL_ON_EACH_DATABASE(Attachments);

TEST_P(Attachments, ComeBackByteForByte)
{
    std::set<std::string> tags;
    for (const std::size_t size :
         {6UL, 600UL, attachments::chunk_bytes, attachments::chunk_bytes + 1, 3 * attachments::chunk_bytes + 5}) {
        const auto content = every_byte(size);
        const auto answer = own(uploaded(content));
        EXPECT_EQ(answer.status, 200U);
        EXPECT_TRUE(whole_body(answer) == content) << size;
        EXPECT_EQ(header_of(answer, "Content-Type"), "application/pdf");
        EXPECT_EQ(header_of(answer, "Content-Disposition"), "attachment; filename*=UTF-8''t%E1%BB%87p.pdf");
        EXPECT_TRUE(tags.insert(header_of(answer, "ETag")).second) << "other content has the same tag";
    }
}

TEST_P(Attachments, AreStoredOnceHoweverOftenUploaded)
{
    const auto content = every_byte(1000);
    EXPECT_NE(uploaded(content), uploaded(content));
    EXPECT_EQ(desk.count("SELECT COUNT(*) FROM core_attachment"), 2);
    EXPECT_EQ(desk.count("SELECT COUNT(*) FROM core_attachment_chunk"), 1);
}

TEST_P(Attachments, NeedNotBeSentTwice)
{
    const auto id = uploaded(every_byte(100));
    const auto again = desk.ask(http::verb::get, "/api/v1/core/actions/attachments/" + std::to_string(id), {},
                                {{"if-none-match", header_of(own(id), "ETag")}});
    EXPECT_EQ(again.status, 304U);
    EXPECT_EQ(again.stream, nullptr);
}

TEST_P(Attachments, RefuseBadNamesAndUnknownContent)
{
    EXPECT_EQ(upload(every_byte(10), "").status, 400U);
    EXPECT_EQ(upload(every_byte(10), "..%5cx").status, 400U);
    EXPECT_EQ(upload(every_byte(10), ".htaccess").status, 400U);
    EXPECT_EQ(upload("", "a.pdf").status, 400U);
    EXPECT_EQ(upload("\x7f"
                     "ELF\xff",
                     "a.pdf")
                  .status,
              415U);
    EXPECT_EQ(desk.count("SELECT COUNT(*) FROM core_attachment_chunk"), 0);
}

TEST_P(Attachments, AreTheUploadersUntilARecordHoldsThem)
{
    const auto id = uploaded(every_byte(100));
    act_as(1);
    EXPECT_EQ(own(id).status, 404U);
    const auto body = R"({"title":"Đơn","drawer":)" + std::to_string(drawer) + R"(,"scan":)" + std::to_string(id) + "}";
    EXPECT_EQ(desk.ask(http::verb::post, "/api/v1/desk/papers", body).status, 422U);

    act_as(0);
    const auto made = desk.ask(http::verb::post, "/api/v1/desk/papers", body);
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto paper = boost::json::parse(made.body).at("id").as_int64();
    EXPECT_EQ(boost::json::parse(made.body).at("scan").at("label").as_string(), "tệp.pdf");

    act_as(1); // reads the record, so the file too
    EXPECT_EQ(own(id).status, 404U);
    EXPECT_TRUE(whole_body(of_paper(paper, "scan")) == every_byte(100));
    EXPECT_EQ(of_paper(paper, "title").status, 404U);
    EXPECT_EQ(of_paper(paper, "minutes").status, 404U);

    auto stranger = person(users[2], {"clerk", "account_holder"});
    desk.callers.who = std::make_shared<const entities::caller>(stranger);
    EXPECT_EQ(of_paper(paper, "scan").status, 404U);
}

TEST_P(Attachments, OfAHiddenFieldStayHidden)
{
    act_as(0, {"chief", "clerk"});
    const auto id = uploaded(every_byte(50));
    const auto made = desk.ask(http::verb::post, "/api/v1/desk/papers",
                               R"({"drawer":)" + std::to_string(drawer) + R"(,"minutes":)" + std::to_string(id) + "}");
    ASSERT_EQ(made.status, 201U) << made.body;
    const auto paper = boost::json::parse(made.body).at("id").as_int64();
    EXPECT_EQ(of_paper(paper, "minutes").status, 200U);
    act_as(1, {"clerk"});
    EXPECT_EQ(of_paper(paper, "minutes").status, 404U);
    EXPECT_EQ(of_paper(paper, "scan").status, 404U);
}

TEST_P(Attachments, AreRemovedADayLaterWhereNoRecordHoldsThem)
{
    const auto loose = uploaded(every_byte(600));
    const auto held = uploaded(every_byte(700));
    const auto paper = paper_with(held);
    pass(std::chrono::hours{23});
    EXPECT_EQ(sweeper.sweep(), 0U);
    pass(std::chrono::hours{2});
    EXPECT_EQ(sweeper.sweep(), 1U);
    EXPECT_EQ(own(loose).status, 404U);
    EXPECT_EQ(chunks(), 1);
    EXPECT_TRUE(whole_body(of_paper(paper, "scan")) == every_byte(700));
    EXPECT_EQ(sweeper.sweep(), 0U);
}

TEST_P(Attachments, AreRemovedOnceTheirRecordLetsThemGo)
{
    const auto first = paper_with(uploaded(every_byte(600)));
    const auto second = paper_with(uploaded(every_byte(700)));
    pass(std::chrono::hours{25});
    EXPECT_EQ(sweeper.sweep(), 0U);
    EXPECT_EQ(refusal_of(desk.remove(almighty(), "desk.paper", first)), "");
    EXPECT_EQ(refusal_of(desk.update(almighty(), "desk.paper", second, {{"scan", "null"}})), "");
    EXPECT_EQ(sweeper.sweep(), 2U);
    EXPECT_EQ(chunks(), 0);
}

TEST_P(Attachments, KeepContentThatAnotherUploadHas)
{
    uploaded(every_byte(600));
    pass(std::chrono::hours{25});
    act_as(1);
    const auto later = uploaded(every_byte(600));
    EXPECT_EQ(sweeper.sweep(), 1U);
    EXPECT_TRUE(whole_body(own(later)) == every_byte(600));
}

TEST_P(Attachments, KeepContentThatIsUploadedAnewAtThisMoment)
{
    const auto content = every_byte(600);
    uploaded(content);
    pass(std::chrono::hours{25});
    const auto digest = platform::to_hex(platform::sha256(content));
    record_id anew = 0;
    EXPECT_EQ(sweep_during([&](database::transaction& in) {
                  attachments::put(in, digest, content);
                  anew = desk.store
                             ->create(in, almighty(), entities::authority::plugin, desk.entity("core.attachment"),
                                      desk.values("core.attachment", {{"name", "\"a.pdf\""},
                                                                      {"media_type", "\"application/pdf\""},
                                                                      {"size", "600"},
                                                                      {"sha256", '"' + digest + '"'},
                                                                      {"uploaded_by", std::to_string(users[0])}}))
                             .value()
                             .id;
              }),
              1U);
    EXPECT_TRUE(whole_body(own(anew)) == content);
}

TEST_P(Attachments, StayWhereARecordTakesThemAtThisMoment)
{
    const auto file = uploaded(every_byte(600));
    pass(std::chrono::hours{25});
    EXPECT_EQ(sweep_during([&](database::transaction& in) {
                  desk.store
                      ->create(in, almighty(), entities::authority::plugin, desk.entity("desk.paper"),
                               desk.values("desk.paper", {{"scan", std::to_string(file)}}))
                      .value();
              }),
              0U);
    EXPECT_TRUE(whole_body(own(file)) == every_byte(600));
}

TEST_P(Attachments, OfOneUserWithoutARecordHaveALimit)
{
    // The world allows 8 MiB.
    const auto content = every_byte(3 * 1024 * 1024);
    const auto first = uploaded(content);
    uploaded(content);
    const auto refused = upload(content);
    EXPECT_EQ(refused.status, 413U);
    EXPECT_EQ(code_of(refused), "too_much_unlinked");
    act_as(1);
    uploaded(content);
    act_as(0);
    paper_with(first);
    uploaded(content);
    EXPECT_EQ(upload(content).status, 413U);
}

TEST_P(Attachments, AreBrokenOffWhereContentIsMissing)
{
    const auto id = uploaded(every_byte(2 * attachments::chunk_bytes + 5));
    db().write([](database::transaction& in) { in.execute("DELETE FROM core_attachment_chunk WHERE \"position\"=2"); });
    const auto answer = own(id);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THROW(whole_body(answer), std::runtime_error);
}

TEST_P(Attachments, HaveNamesAsTheirFieldTakesThem)
{
    EXPECT_EQ(upload(every_byte(10), "a%C2%85b.pdf").status, 400U);
    EXPECT_EQ(upload(every_byte(10), "%20%C2%A0").status, 400U);
    EXPECT_EQ(upload(every_byte(10), "%20.htaccess").status, 400U);
    const auto trimmed = upload(every_byte(10), "%20a%20b.pdf%C2%A0");
    EXPECT_EQ(boost::json::parse(trimmed.body).at("name").as_string(), "a b.pdf");
}

TEST_P(Attachments, RefuseParametersThatNobodyReads)
{
    const auto id = uploaded(every_byte(100));
    const auto paper = paper_with(id);
    for (const auto& path : {"/api/v1/core/actions/attachments/" + std::to_string(id),
                             "/api/v1/desk/papers/" + std::to_string(paper) + "/attachments/scan"}) {
        const auto refused = desk.ask(http::verb::get, path + "?inline=1");
        EXPECT_EQ(refused.status, 400U);
        EXPECT_EQ(code_of(refused), "unknown_parameter");
    }
}

TEST(MediaType, IsWhatTheBytesSay)
{
    using attachments::media_type_of;
    EXPECT_EQ(media_type_of("%PDF-1.7", "x.png"), "application/pdf");
    EXPECT_EQ(media_type_of("\x89PNG\r\n\x1a\n...", "x"), "image/png");
    EXPECT_EQ(media_type_of("\xff\xd8\xff\xe0", "x.pdf"), "image/jpeg");
    EXPECT_EQ(media_type_of("PK\x03\x04....", "x.DOCX"),
              "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    EXPECT_EQ(media_type_of("PK\x03\x04....", "x.xlsx"),
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    EXPECT_EQ(media_type_of("PK\x03\x04....", "x"), "application/zip");
    EXPECT_EQ(media_type_of("<html>", "x.html"), "text/plain");
    EXPECT_EQ(media_type_of("a,b", "x.csv"), "text/csv");
    EXPECT_EQ(media_type_of("MZ\x90", "x.pdf"), std::nullopt);
}

TEST(FittingName, EndsAsFilesOfItsKindDo)
{
    using attachments::fitting_name;
    EXPECT_EQ(fitting_name("Hồ sơ.PDF", "application/pdf"), "Hồ sơ.PDF");
    EXPECT_EQ(fitting_name("ảnh.jpeg", "image/jpeg"), "ảnh.jpeg");
    EXPECT_EQ(fitting_name("ho-so.hta", "text/plain"), "ho-so.hta.txt");
    EXPECT_EQ(fitting_name("a.docm", "application/zip"), "a.docm.zip");
    EXPECT_EQ(fitting_name("a.pdf", "image/png"), "a.pdf.png");
    EXPECT_EQ(fitting_name("a.pdf\u200B", "application/pdf"), "a.pdf\u200B.pdf");
    EXPECT_EQ(fitting_name("a.", "text/csv"), "a..csv");
    EXPECT_EQ(fitting_name("a", "image/jpeg"), "a.jpg");
}

} // namespace nscl::tests
