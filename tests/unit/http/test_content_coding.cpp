#include "core/http/content_coding.hpp"
#include "inflated.hpp"
#include "running_server.hpp"

#include <gmock/gmock.h>

namespace nscl::http {
namespace {

std::string large_text()
{
    std::string text = "[";
    for (int count = 0; text.size() < 5000; ++count) text += "{\"id\":" + std::to_string(count) + "},";
    return text + "0]";
}

response encoded(response answer, std::string accept_encoding)
{
    request asked;
    if (!accept_encoding.empty()) asked.headers.emplace_back("accept-encoding", std::move(accept_encoding));
    encode(asked, answer);
    return answer;
}

std::string field(const response& of, std::string_view name)
{
    const auto* found = of.header(name);
    return found ? *found : "";
}

response typed(std::string type, std::string body)
{
    response answer;
    answer.body = std::move(body);
    if (!type.empty()) answer.with("Content-Type", std::move(type));
    return answer;
}

TEST(ContentCoding, CompressesALargeTextForWhoTakesIt)
{
    const auto answer = encoded(json(large_text()), "gzip");
    EXPECT_EQ(field(answer, "Content-Encoding"), "gzip");
    EXPECT_EQ(field(answer, "Vary"), "Accept-Encoding");
    EXPECT_EQ(inflated(answer.body), large_text());
    EXPECT_LT(answer.body.size(), large_text().size() / 2);
}

TEST(ContentCoding, TellsCachesThatOthersWouldGetAnother)
{
    for (const auto* each : {"", "br", "gzip;q=0"}) {
        const auto answer = encoded(json(large_text()), each);
        EXPECT_EQ(field(answer, "Content-Encoding"), "") << each;
        EXPECT_EQ(field(answer, "Vary"), "Accept-Encoding") << each;
        EXPECT_EQ(answer.body, large_text()) << each;
    }
}

TEST(ContentCoding, JoinsWhatTheAnswerVariesBy)
{
    const auto with = [](std::string vary) {
        auto answer = json(large_text());
        answer.with("vary", std::move(vary));
        return field(encoded(answer, "gzip"), "Vary");
    };
    EXPECT_EQ(with("Accept-Language"), "Accept-Language, Accept-Encoding");
    EXPECT_EQ(with("Accept-Language, accept-encoding"), "Accept-Language, accept-encoding");
    EXPECT_EQ(with("*"), "*");
}

TEST(ContentCoding, KnowsWhatIsWorthIt)
{
    const auto compressed = [](std::string type, std::string body) {
        return field(encoded(typed(std::move(type), std::move(body)), "gzip"), "Content-Encoding") == "gzip";
    };
    for (const auto* type :
         {"application/json", "Application/JSON; charset=utf-8", "application/problem+json", "text/html", "text/csv",
          "text/plain; charset=utf-8", "text/javascript", "application/javascript", "image/svg+xml"})
        EXPECT_TRUE(compressed(type, large_text())) << type;
    for (const auto* type : {"", "image/png", "application/pdf", "application/octet-stream", "application/zip",
                             "application/gzip", "texture/x", "application/jsonp"})
        EXPECT_FALSE(compressed(type, large_text())) << type;
    EXPECT_TRUE(compressed("text/plain", std::string(1024, 'x')));
    EXPECT_FALSE(compressed("text/plain", std::string(1023, 'x')));
    EXPECT_EQ(field(encoded(json("{}"), "gzip"), "Vary"), "") << "nobody would get it compressed";
}

TEST(ContentCoding, SendsNothingThatCompressingMakesLarger)
{
    std::string noise;
    for (std::uint32_t state = 1; noise.size() < 3000; state = state * 1664525 + 1013904223)
        noise += static_cast<char>(state >> 24U);
    const auto answer = encoded(typed("text/plain", noise), "gzip");
    EXPECT_EQ(field(answer, "Content-Encoding"), "");
    EXPECT_EQ(answer.body, noise);
}

TEST(ContentCoding, CompressesAnythingForWhoRulesOutTheRest)
{
    auto answer = encoded(typed("image/png", "small"), "gzip, identity;q=0");
    EXPECT_EQ(field(answer, "Content-Encoding"), "gzip");
    EXPECT_EQ(field(answer, "Vary"), "Accept-Encoding");
    EXPECT_EQ(inflated(answer.body), "small");
}

TEST(ContentCoding, LeavesAloneWhatIsNotItsToChange)
{
    for (const auto& [name, value] :
         {pair{"Content-Encoding", "br"}, pair{"content-encoding", "identity"},
          pair{"Cache-Control", "no-store, no-transform"}, pair{"Cache-Control", "NO-TRANSFORM"}}) {
        auto answer = json(large_text());
        answer.with(name, value).with("ETag", "\"1-a\"");
        answer = encoded(answer, "gzip, identity;q=0");
        EXPECT_EQ(answer.body, large_text()) << value;
        EXPECT_EQ(answer.headers.size(), 3U) << value;
        EXPECT_EQ(field(answer, "ETag"), "\"1-a\"") << value;
    }
    auto nothing = encoded(no_content(), "gzip, identity;q=0");
    EXPECT_TRUE(nothing.headers.empty());
    EXPECT_TRUE(nothing.body.empty());
}

TEST(ContentCoding, GivesTheCompressedBodyATagOfItsOwn)
{
    const auto tag = [](unsigned status, std::string accept) {
        auto answer = json(large_text(), status);
        answer.with("ETag", "\"3-ab\"");
        return field(encoded(answer, std::move(accept)), "ETag");
    };
    EXPECT_EQ(tag(200, "gzip"), "\"3-ab-gzip\"");
    EXPECT_EQ(tag(201, "gzip"), "\"3-ab-gzip\"");
    EXPECT_EQ(tag(200, ""), "\"3-ab\"");
    EXPECT_EQ(tag(412, "gzip"), "\"3-ab\"") << "that is the record's";
}

TEST(ContentCoding, SaysWhatA304VariesBy)
{
    response known;
    known.status = 304;
    known.with("ETag", "\"3-ab-gzip\"");
    known = encoded(known, "gzip");
    EXPECT_EQ(field(known, "Vary"), "Accept-Encoding");
    EXPECT_EQ(field(known, "Content-Encoding"), "");
    EXPECT_EQ(field(known, "ETag"), "\"3-ab-gzip\"");
}

/// One large piece.
class one_piece final : public body_stream {
public:
    std::size_t next(std::span<char> buffer) override
    {
        const auto size = text_.copy(buffer.data(), buffer.size());
        text_.erase(0, size);
        return size;
    }

private:
    std::string text_ = large_text();
};

std::vector<route> coded_routes()
{
    std::vector<route> routes;
    routes.push_back(
        {verb::get, "/large", [](const request&) { return json(large_text()).with("ETag", "\"1-a\""); }, "test"});
    routes.push_back(
        {verb::get, "/on_io", [](const request&) { return json(large_text()); }, "test", 0, placement::io_thread});
    routes.push_back({verb::get, "/stream",
                      [](const request&) {
                          response answer;
                          answer.with("Content-Type", "text/csv");
                          answer.stream = std::make_shared<one_piece>();
                          return answer;
                      },
                      "test"});
    return routes;
}

constexpr const char* takes_gzip = "Accept-Encoding: gzip\r\n";

TEST(CompressedAnswer, ComesFromARunningServer)
{
    running_server server{{}, coded_routes()};
    auto client = server.connect();
    const auto answer = client.ask(get("/large", takes_gzip));
    EXPECT_EQ(answer.header("content-encoding"), "gzip");
    EXPECT_EQ(answer.header("content-length"), std::to_string(answer.body.size()));
    EXPECT_EQ(answer.header("etag"), "\"1-a-gzip\"");
    EXPECT_EQ(inflated(answer.body), large_text());
    EXPECT_EQ(client.ask(get("/large")).body, large_text());
}

TEST(CompressedAnswer, HasTheSameHeadForHead)
{
    running_server server{{}, coded_routes()};
    auto client = server.connect();
    for (const auto* path : {"/large", "/stream"}) {
        auto full = client.ask(get(path, takes_gzip));
        client.send("HEAD " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n" + takes_gzip + "\r\n");
        auto head = client.read(raw_client::body::none).value();
        for (auto* each : {&full, &head}) {
            each->headers.erase("date");
            each->headers.erase("x-request-id");
        }
        EXPECT_EQ(head.headers, full.headers) << path;
        EXPECT_EQ(head.header("content-encoding"), "gzip") << path;
    }
}

TEST(CompressedAnswer, MayBeStreamed)
{
    running_server server{{}, coded_routes()};
    auto client = server.connect();
    const auto answer = client.ask(get("/stream", takes_gzip));
    EXPECT_TRUE(answer.was_chunked);
    EXPECT_EQ(answer.header("content-encoding"), "gzip");
    EXPECT_EQ(inflated(answer.body), large_text());
    EXPECT_EQ(client.ask(get("/stream")).body, large_text());
}

TEST(CompressedAnswer, IsNotMadeOnAnIoThread)
{
    running_server server{{}, coded_routes()};
    auto client = server.connect();
    EXPECT_EQ(client.ask(get("/on_io", takes_gzip)).body, large_text());
}

} // namespace
} // namespace nscl::http
