#include "core/http/problem.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <map>
#include <new>
#include <stdexcept>
#include <system_error>

namespace nscl::http {
namespace {

using messages::reason;
using messages::refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

request asked_in(std::string language)
{
    request asked;
    asked.path = "/api/v1/programme/Hoà";
    asked.headers = {{"accept-language", std::move(language)}};
    return asked;
}

refusal refused(reason why, std::string code)
{
    return {.why = why, .code = std::move(code), .parameters = {}, .errors = {}};
}

boost::json::object body_of(const response& answer)
{
    return boost::json::parse(answer.body).as_object();
}

std::string header(const response& answer, std::string_view name)
{
    for (const auto& [each, value] : answer.headers) {
        if (each == name) return value;
    }
    return "";
}

class Problem : public ::testing::Test {
protected:
    messages::catalogue catalogue_;
    problem_writer problems_{catalogue_};
};

TEST_F(Problem, HasAStatusForEveryReason)
{
    const std::vector<std::pair<reason, unsigned>> table{
        {reason::unreadable, 400},
        {reason::unauthenticated, 401},
        {reason::forbidden, 403},
        {reason::not_found, 404},
        {reason::not_acceptable, 406},
        {reason::conflict, 409},
        {reason::stale, 412},
        {reason::too_large, 413},
        {reason::unsupported_media_type, 415},
        {reason::invalid, 422},
        {reason::precondition_required, 428},
        {reason::too_many_requests, 429},
        {reason::unavailable, 503},
    };
    for (const auto& [why, status] : table) {
        EXPECT_EQ(problem_writer::status(why), status);
        const auto answer = problems_.from(refused(why, "conflict"), asked_in("en"));
        EXPECT_EQ(answer.status, status);
        EXPECT_THAT(std::string{body_of(answer).at("title").as_string()}, Not(HasSubstr("status_")));
    }
}

TEST_F(Problem, SpeaksVietnameseByDefaultAndEnglishOnRequest)
{
    const auto why = refused(reason::not_found, "not_found");
    const auto vietnamese = problems_.from(why, asked_in(""));
    const auto english = problems_.from(why, asked_in("en-GB, vi;q=0.5"));
    EXPECT_EQ(body_of(vietnamese).at("detail"), "Địa chỉ này không tồn tại, hoặc bạn không có quyền xem.");
    EXPECT_EQ(header(vietnamese, "Content-Language"), "vi");
    EXPECT_EQ(body_of(english).at("detail"), "There is nothing here, or nothing that you may see.");
    EXPECT_EQ(header(english, "Content-Language"), "en");
}

TEST_F(Problem, HasTheMembersOfRfc9457)
{
    const auto answer = problems_.from(refused(reason::not_found, "not_found"), asked_in("en"));
    EXPECT_EQ(header(answer, "Content-Type"), "application/problem+json");
    const auto body = body_of(answer);
    EXPECT_EQ(body.at("type"), "urn:nscl:problem:not_found");
    EXPECT_EQ(body.at("title"), "Not found");
    EXPECT_EQ(body.at("status"), 404);
    EXPECT_EQ(body.at("instance"), "/api/v1/programme/Ho%C3%A0");
    EXPECT_EQ(body.at("code"), "not_found");
    EXPECT_FALSE(body.contains("errors"));
}

TEST_F(Problem, ListsEveryFieldErrorInTheCallersLanguage)
{
    auto why = refused(reason::invalid, "invalid");
    why.errors = {{"/name", "too_long", {{"limit", "200"}}}, {"/a\"b", "required", {}}};
    const auto body = body_of(problems_.from(why, asked_in("en")));
    const auto& errors = body.at("errors").as_array();
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors[0].at("pointer"), "/name");
    EXPECT_EQ(errors[0].at("code"), "too_long");
    EXPECT_EQ(errors[0].at("detail"), "Too long; at most 200 characters are taken.");
    EXPECT_EQ(errors[1].at("pointer"), "/a\"b");
}

TEST_F(Problem, CarriesTheHeadersOfItsStatus)
{
    auto stale = refused(reason::stale, "stale");
    stale.current_etag = "\"4-abc\"";
    EXPECT_EQ(header(problems_.from(stale, asked_in("")), "ETag"), "\"4-abc\"");

    auto limited = refused(reason::too_many_requests, "too_many_requests");
    limited.retry_after = 17;
    EXPECT_EQ(header(problems_.from(limited, asked_in("")), "Retry-After"), "17");
    EXPECT_NE(header(problems_.from(refused(reason::unavailable, "unavailable"), asked_in("")), "Retry-After"), "");
    EXPECT_NE(
        header(problems_.from(refused(reason::unauthenticated, "unauthenticated"), asked_in("")), "WWW-Authenticate"),
        "");
    EXPECT_EQ(header(problems_.from(refused(reason::conflict, "conflict"), asked_in("")), "Retry-After"), "");
}

TEST_F(Problem, HidesTheTextOfAnException)
{
    const auto answer = problems_.from(std::runtime_error("password=secret"), asked_in("en"));
    EXPECT_EQ(answer.status, 500U);
    EXPECT_EQ(body_of(answer).at("code"), "internal_error");
    EXPECT_THAT(answer.body, Not(HasSubstr("secret")));
}

TEST_F(Problem, TakesSystemErrorsAndWantOfMemoryForOutages)
{
    const auto away = problems_.from(std::system_error(ECONNREFUSED, std::generic_category()), asked_in("en"));
    EXPECT_EQ(away.status, 503U);
    EXPECT_NE(header(away, "Retry-After"), "");
    EXPECT_EQ(problems_.from(std::bad_alloc{}, asked_in("en")).status, 503U);
}

TEST_F(Problem, AsksTheReadersOfOtherRoomsAboutAnException)
{
    struct lock_lost : std::runtime_error {
        using std::runtime_error::runtime_error;
    };
    problems_.recognise([](const std::exception& thrown) -> std::optional<refusal> {
        if (!dynamic_cast<const lock_lost*>(&thrown)) return std::nullopt;
        auto why = refused(reason::unavailable, "database_busy");
        why.retry_after = 2;
        return why;
    });
    const auto answer = problems_.from(lock_lost{"secret"}, asked_in("en"));
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(body_of(answer).at("code"), "database_busy");
    EXPECT_EQ(header(answer, "Retry-After"), "2");
    EXPECT_EQ(problems_.from(std::runtime_error("other"), asked_in("en")).status, 500U);
}

TEST_F(Problem, CountsTheLimitsThatAreCrossedAndNothingElse)
{
    EXPECT_EQ(problems_.limits().read().at("too_deep"), 0U) << "a first crossing shows as a rise";
    problems_.from(refused(reason::unreadable, "too_deep"), asked_in(""));
    problems_.from(refused(reason::unreadable, "unreadable_json"), asked_in(""));
    problems_.from(protocol_fault::malformed, asked_in(""));
    problems_.from(protocol_fault::body_too_large, asked_in(""));
    std::map<std::string, std::uint64_t> crossed;
    for (const auto& [code, count] : problems_.limits().read()) {
        if (count > 0) crossed.emplace(code, count);
    }
    EXPECT_THAT(crossed, ElementsAre(Pair("too_deep", 1U), Pair("too_large", 1U)));
}

TEST_F(Problem, HasATextForEveryFaultOfTheProtocol)
{
    for (auto fault = protocol_fault::malformed;; fault = static_cast<protocol_fault>(static_cast<int>(fault) + 1)) {
        for (const auto* language : {"vi", "en"}) {
            const auto answer = problems_.from(fault, asked_in(language));
            const auto body = body_of(answer);
            EXPECT_GE(answer.status, 400U);
            EXPECT_NE(body.at("detail"), body.at("code"));
            EXPECT_THAT(std::string{body.at("title").as_string()}, Not(HasSubstr("status_")));
        }
        if (fault == protocol_fault::unknown_version) break;
    }
}

TEST(ProblemPage, IsForWhoFollowsALink)
{
    const messages::catalogue texts;
    problem_writer problems{texts};
    problems.show_pages_by([](unsigned status, std::string_view title, std::string_view detail, messages::language) {
        response page;
        page.status = status;
        page.body = std::string{title} + "|" + std::string{detail};
        return page.with("Content-Type", "text/html; charset=utf-8");
    });
    const auto type_for = [&](verb by, std::string path, std::string accept) {
        request asked;
        asked.verb = by;
        asked.path = std::move(path);
        asked.headers = {{"accept", std::move(accept)}};
        return *problems.from(protocol_fault::no_such_path, asked).header("Content-Type");
    };
    const std::string html = "text/html; charset=utf-8";
    const std::string json = "application/problem+json";
    const std::string browsers = "text/html,application/xhtml+xml,*/*;q=0.8";
    EXPECT_EQ(type_for(verb::get, "/p/trace/x", browsers), html);
    EXPECT_EQ(type_for(verb::head, "/p/trace/x", browsers), html);
    EXPECT_EQ(type_for(verb::post, "/p/trace/x", browsers), json);
    EXPECT_EQ(type_for(verb::get, "/p/trace/x", "*/*"), json);
    EXPECT_EQ(type_for(verb::get, "/api/v1/nothing", browsers), json);

    request late;
    late.path = "/p/trace/x";
    late.headers = {{"accept", browsers}, {"accept-language", "en"}};
    const auto answer = problems.from(protocol_fault::queue_full, late);
    EXPECT_EQ(answer.status, 503U);
    EXPECT_EQ(answer.problem, "queue_full");
    EXPECT_NE(answer.header("Retry-After"), nullptr);
    EXPECT_EQ(*answer.header("Content-Language"), "en");
    EXPECT_THAT(answer.body, HasSubstr("Temporarily unavailable|The server is busy."));
    EXPECT_EQ(problems.limits().read().at("queue_full"), 1U);
}

} // namespace
} // namespace nscl::http
