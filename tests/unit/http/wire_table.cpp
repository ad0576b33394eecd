#include "wire_table.hpp"

#include "running_server.hpp"

#include <ostream>

namespace nscl::http {

namespace {

using namespace std::string_literals;

/// GET /plain with these header lines, or with this method, target or version.
std::string with(std::string_view lines)
{
    return get("/plain", lines);
}
std::string line(std::string_view request_line)
{
    return std::string{request_line} + "\r\nHost: test\r\n\r\n";
}
std::string to(std::string_view target)
{
    return line("GET " + std::string{target} + " HTTP/1.1");
}
/// POST /echo with these header lines and what follows them.
std::string body(std::string_view lines, std::string_view content = {})
{
    return "POST /echo HTTP/1.1\r\nHost: test\r\n" + std::string{lines} + "\r\n" + std::string{content};
}
std::string length(std::string_view value, std::string_view content = {})
{
    return body("Content-Length:" + std::string{value} + "\r\n", content);
}
std::string coding(std::string_view value, std::string_view content = {})
{
    return body("Transfer-Encoding:" + std::string{value} + "\r\n", content);
}
std::string chunks(std::string_view content)
{
    return coding(" chunked", content);
}
std::string repeated(std::string_view what, int times)
{
    std::string all;
    for (int count = 0; count < times; ++count) all += what;
    return all;
}

// The server of these tests takes headers of 2048 and bodies of 4096 bytes.
const std::string long_text(3000, 'x');
const std::string end_of_chunks = "0\r\n\r\n";
const std::string next = get("/plain"); ///< what must not be taken for a request of its own

void append(std::vector<wire_row>& to, std::vector<wire_row> more)
{
    to.insert(to.end(), more.begin(), more.end());
}

std::vector<wire_row> other_protocols()
{
    using enum then;
    return {
        {"NoProtocol", "hello\r\n\r\n", {400}, closed},
        {"TlsGreeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, {400}, closed},
        {"SshGreeting", "SSH-2.0-OpenSSH_9.2\r\n\r\n", {400}, closed},
        {"SmtpGreeting", "EHLO example.vn\r\n\r\n", {400}, closed},
        {"ProxyProtocol", "PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\n" + next, {400}, closed},
        {"RedisCommand", "*1\r\n$4\r\nPING\r\n\r\n", {400}, closed},
        {"ZeroBytes", std::string(16, '\0') + "\r\n\r\n", {400}, closed},
        {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {505}, closed},
    };
}

std::vector<wire_row> versions()
{
    using enum then;
    return {
        {"Version09", "GET /plain\r\n\r\n", {400}, closed},
        {"VersionNone", line("GET /plain"), {400}, closed},
        {"Version09Named", line("GET /plain HTTP/0.9"), {505}, closed},
        {"Version10", "GET /plain HTTP/1.0\r\n\r\n", {200}, closed},
        {"Version10KeptAlive", "GET /plain HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", {200}, open},
        {"Version12", line("GET /plain HTTP/1.2"), {505}, closed},
        {"Version20", line("GET /plain HTTP/2.0"), {505}, closed},
        {"VersionWithoutMinor", line("GET /plain HTTP/1"), {400}, closed},
        {"VersionOfThreeDigits", line("GET /plain HTTP/1.10"), {400}, closed},
        {"VersionInLowerCase", line("GET /plain http/1.1"), {400}, closed},
        {"VersionWithABlankBehind", line("GET /plain HTTP/1.1 "), {400}, closed},
        {"VersionWithATabBefore", line("GET /plain\tHTTP/1.1"), {400}, closed},
    };
}

std::vector<wire_row> methods()
{
    using enum then;
    return {
        {"MethodUnknown", line("BREW /plain HTTP/1.1"), {501}, closed},
        {"MethodTrace", line("TRACE /plain HTTP/1.1"), {501}, closed},
        {"MethodConnect", line("CONNECT test:443 HTTP/1.1") + next, {501}, closed},
        {"MethodInLowerCase", line("get /plain HTTP/1.1"), {501}, closed},
        {"MethodWithASeparator", line("GE(T /plain HTTP/1.1"), {400}, closed},
        {"MethodWithAZeroByte", line("G\0ET /plain HTTP/1.1"s), {400}, closed},
        {"MethodMissing", line(" /plain HTTP/1.1"), {400}, closed},
        {"MethodThatIsLong", line(std::string(300, 'A') + " /plain HTTP/1.1"), {501}, closed},
        {"MethodOfAnotherRoute", line("DELETE /plain HTTP/1.1"), {405}, open},
        {"MethodOverridden", with("X-HTTP-Method-Override: DELETE\r\n"), {200}, open},
    };
}

std::vector<wire_row> targets()
{
    using enum then;
    return {
        {"TargetAbsolute", to("http://test/plain"), {200}, open},
        {"TargetAbsoluteOfAnother", to("http://other.example/plain"), {200}, open},
        {"TargetAbsoluteWithoutPath", to("http://test"), {404}, open},
        {"TargetAbsoluteWithUser", to("http://user@test/plain"), {400}, open},
        {"TargetAbsoluteWithoutHost", to("http:///plain"), {400}, open},
        {"TargetOfAnotherScheme", to("ftp://test/plain"), {400}, open},
        {"TargetAuthority", to("test:80"), {400}, open},
        {"TargetAsteriskOfGet", to("*"), {400}, open},
        {"TargetAsteriskOfOptions", line("OPTIONS * HTTP/1.1"), {204}, open},
        {"TargetWithoutSlash", to("plain"), {400}, open},
        {"TargetQueryAlone", to("?a=b"), {400}, open},
        {"TargetMissing", line("GET  HTTP/1.1"), {400}, closed},
        {"TargetWithTwoSlashes", to("//plain"), {400}, open},
        {"TargetWithTwoSlashesWithin", to("/api//plain"), {400}, open},
        {"TargetThatClimbs", to("/api/../plain"), {400}, open},
        {"TargetThatClimbsEncoded", to("/api/%2e%2E/plain"), {400}, open},
        {"TargetThatClimbsHalfEncoded", to("/api/.%2e/plain"), {400}, open},
        {"TargetThatClimbsWithParameters", to("/api/..;/plain"), {404}, open},
        {"TargetThatStands", to("/./plain"), {400}, open},
        {"TargetWithAnEncodedSlash", to("/api%2fplain"), {400}, open},
        {"TargetWithABackslash", to("/api\\plain"), {400}, open},
        {"TargetWithAnEncodedBackslash", to("/api%5Cplain"), {400}, open},
        {"TargetEncodedTwice", to("/%252e%252e/plain"), {404}, open},
        {"TargetWithHalfACode", to("/plain%2"), {400}, open},
        {"TargetWithABadCode", to("/plain%zz"), {400}, open},
        {"TargetWithAnEncodedZero", to("/plain%00"), {400}, open},
        {"TargetWithAnEncodedLineBreak", to("/plain%0d%0aX:y"), {400}, open},
        {"TargetOverlong", to("/%c0%ae%c0%ae/plain"), {400}, open},
        {"TargetSurrogate", to("/%ed%a0%80"), {400}, open},
        {"TargetNotAscii", to("/caf\xc3\xa9"), {404}, open},
        {"TargetEncodedNotAscii", to("/caf%c3%a9"), {404}, open},
        {"TargetWithAFragment", to("/plain#part"), {400}, open},
        {"TargetWithAZeroByte", line("GET /pl\0ain HTTP/1.1"s), {400}, closed},
        {"TargetWithAControl",
         line("GET /pl\x01"
              "ain HTTP/1.1"),
         {400},
         closed},
        {"TargetWithABlank", line("GET /pl ain HTTP/1.1"), {400}, closed},
        {"TargetAfterTwoBlanks", line("GET  /plain HTTP/1.1"), {400}, closed},
        {"TargetThatIsTooLong", to("/" + long_text), {414}, closed},
        {"TargetWithoutEnd", "GET /" + long_text, {414}, closed},
        {"TargetQueryWithABadCode", to("/plain?a=%"), {400}, open},
        {"TargetQueryWithAnEncodedZero", to("/plain?a=%00"), {400}, open},
    };
}

std::vector<wire_row> hosts()
{
    using enum then;
    return {
        {"HostMissing", "GET /plain HTTP/1.1\r\n\r\n", {400}, closed},
        {"HostTwice", with("Host: test\r\n"), {400}, closed},
        {"HostTwiceThatDiffer", with("Host: evil.example\r\n"), {400}, closed},
        {"HostsInOneLine", "GET /plain HTTP/1.1\r\nHost: test,test\r\n\r\n", {400}, closed},
        {"HostEmpty", "GET /plain HTTP/1.1\r\nHost:\r\n\r\n", {400}, closed},
        {"HostWithAPath", "GET /plain HTTP/1.1\r\nHost: test/x\r\n\r\n", {400}, closed},
        {"HostWithAUser", "GET /plain HTTP/1.1\r\nHost: a@test\r\n\r\n", {400}, closed},
        {"HostList", "GET /plain HTTP/1.1\r\nHost: test, evil.example\r\n\r\n", {400}, closed},
        {"HostWithAPort", "GET /plain HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", {200}, open},
        {"HostTwiceIn10", "GET /plain HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", {400}, closed},
    };
}

std::vector<wire_row> fields()
{
    using enum then;
    return {
        {"FieldWithoutAColon", with("Broken\r\n"), {400}, closed},
        {"FieldWithoutAName", with(": value\r\n"), {400}, closed},
        {"FieldWithABlankBeforeTheColon", with("A : b\r\n"), {400}, closed},
        {"FieldWithATabBeforeTheColon", with("A\t: b\r\n"), {400}, closed},
        {"FieldWithABlankInItsName", with("A B: c\r\n"), {400}, closed},
        {"FieldWithAZeroByteInItsName", with("A\0: b\r\n"s), {400}, closed},
        {"FieldNameNotAscii", with("\xc3\xa9: b\r\n"), {400}, closed},
        {"FieldNameWithASeparator", with("A(b: c\r\n"), {400}, closed},
        {"FieldNameWithAnUnderscore", with("A_b: c\r\n"), {200}, open},
        {"FieldFirstIndented", "GET /plain HTTP/1.1\r\n Host: test\r\n\r\n", {400}, closed},
        {"FieldFolded", with("A: b\r\n c\r\n"), {400}, closed},
        {"FieldFoldedByATab", with("A: b\r\n\tc\r\n"), {400}, closed},
        {"FieldFoldedEmpty", with("A:\r\n \r\n"), {400}, closed},
        {"FieldEmpty", with("A:\r\n"), {200}, open},
        {"FieldOfBlanks", with("A: \t \r\n"), {200}, open},
        {"FieldWithATab", with("A: b\tc\r\n"), {200}, open},
        {"FieldNotAscii", with("A: \xe1\xba\xa1\r\n"), {200}, open},
        {"FieldWithAControl", with("A: b\x02\r\n"), {400}, closed},
        {"FieldWithADelete", with("A: b\x7f\r\n"), {400}, closed},
        {"FieldWithAZeroByte", with("A: b\0c\r\n"s), {400}, closed},
        {"FieldWithABareReturn", with("A: b\rc\r\n"), {400}, closed},
        {"FieldWithTwoReturns", with("A: b\r\r\n"), {400}, closed},
        {"FieldsEndedByALineFeed", "GET /plain HTTP/1.1\r\nHost: test\nA: b\r\n\r\n", {400}, closed},
        {"RequestLineEndedByALineFeed", "GET /plain HTTP/1.1\nHost: test\r\n\r\n", {400}, closed},
        {"RequestLineEndedByAReturn", "GET /plain HTTP/1.1\rHost: test\r\n\r\n", {400}, closed},
        {"LineFeedsOnly", "GET /plain HTTP/1.1\nHost: test\n\n\r\n\r\n", {400}, closed},
        {"HeaderEndedByALineFeed", "GET /plain HTTP/1.1\r\nHost: test\r\n\n\r\n\r\n", {400}, closed},
        {"HeaderEndedByAReturn", "GET /plain HTTP/1.1\r\nHost: test\r\n\rX\r\n\r\n", {400}, closed},
        {"FieldsUpToTheLimit", with(repeated("A: b\r\n", 99)), {200}, open},
        {"FieldsTooMany", with(repeated("A: b\r\n", 100)), {431}, closed},
        {"FieldsTooManyAndEmpty", with(repeated("A:\r\n", 400)), {431}, closed},
        {"FieldsTooLarge", with(repeated("A: b\r\n", 500)), {431}, closed},
        {"FieldThatIsTooLong", with("A: " + long_text + "\r\n"), {431}, closed},
        {"FieldNameThatIsTooLong", with(long_text + ": b\r\n"), {431}, closed},
        {"FieldWithoutEnd", "GET /plain HTTP/1.1\r\nHost: test\r\nA: " + long_text, {431}, closed},
        {"LineWithoutEnd", long_text, {414}, closed},
    };
}

std::vector<wire_row> lengths()
{
    using enum then;
    return {
        {"LengthZero", length(" 0"), {200}, open},
        {"LengthOfAGet", get("/plain", "Content-Length: 5\r\n") + "hello", {200}, open},
        {"LengthWithLeadingZeros", length(" 0003", "abc"), {200}, open},
        {"LengthWithoutABlank", length("3", "abc"), {200}, open},
        {"LengthBetweenTabs", length("\t3\t", "abc"), {200}, open},
        {"LengthNegative", length(" -1"), {400}, closed},
        {"LengthWithASign", length(" +3", "abc"), {400}, closed},
        {"LengthHexadecimal", length(" 0x3", "abc"), {400}, closed},
        {"LengthDecimal", length(" 3.0", "abc"), {400}, closed},
        {"LengthWithABlankWithin", length(" 3 0", "abc"), {400}, closed},
        {"LengthWithAWord", length(" 3bytes", "abc"), {400}, closed},
        {"LengthEmpty", length(" "), {400}, closed},
        {"LengthAfterAVerticalTab",
         length(" \x0b"
                "3",
                "abc"),
         {400},
         closed},
        {"LengthBeyond64Bits", length(" 99999999999999999999"), {400}, closed},
        {"LengthThatWouldWrap", length(" 18446744073709551619", "abc"), {400}, closed},
        {"LengthBeyondTheLimit", length(" 18446744073709551615"), {413}, closed},
        {"LengthOneBeyondTheLimit", length(" 4097"), {413}, closed},
        {"LengthAtTheLimit", length(" 4096", std::string(4096, 'x')), {200}, open},
        {"LengthsThatDiffer", body("Content-Length: 3\r\nContent-Length: 4\r\n", "abc"), {400}, closed},
        {"LengthsThatAgree", body("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), {400}, closed},
        {"LengthsInOneField", length(" 3, 3", "abc"), {400}, closed},
        {"LengthsInOneFieldThatDiffer", length(" 3,4", "abc"), {400}, closed},
        {"LengthsOneEmpty", body("Content-Length: 3\r\nContent-Length:\r\n", "abc"), {400}, closed},
        {"LengthFolded", length("\r\n 3", "abc"), {400}, closed},
        {"LengthWithABlankBeforeTheColon", body("Content-Length : 3\r\n", "abc"), {400}, closed},
        {"LengthSpeltWithAnUnderscore", body("Content_Length: 3\r\n"), {200}, open},
        {"LengthMissing", body(""), {200}, open},
        {"LengthThatIsTooShort", length(" 3", "abc" + next), {200, 200}, open},
    };
}

std::vector<wire_row> codings()
{
    using enum then;
    return {
        {"CodingChunked", chunks("3\r\nabc\r\n" + end_of_chunks), {200}, open},
        {"CodingInMixedCase", coding(" ChUnKeD", end_of_chunks), {200}, open},
        {"CodingBetweenTabs", coding("\tchunked\t", end_of_chunks), {200}, open},
        {"CodingAfterAVerticalTab", coding(" \x0b" + "chunked"s, end_of_chunks), {400}, closed},
        {"CodingAndLength", body("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", end_of_chunks), {400}, closed},
        {"LengthAndCoding", body("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", end_of_chunks), {400}, closed},
        {"LengthAndCodingWithAnotherBehind",
         body("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", end_of_chunks + next),
         {400},
         closed},
        {"CodingAndLengthWithAnotherBehind",
         body("Transfer-Encoding: chunked\r\nContent-Length: 60\r\n", end_of_chunks + next),
         {400},
         closed},
        {"LengthAndUnknownCoding", body("Content-Length: 3\r\nTransfer-Encoding: xchunked\r\n", "abc"), {400}, closed},
        {"LengthAndIdentity", body("Content-Length: 3\r\nTransfer-Encoding: identity\r\n", "abc"), {400}, closed},
        {"CodingIdentity", coding(" identity", next), {501}, closed},
        {"CodingGzip", coding(" gzip", next), {501}, closed},
        {"CodingGzipThenChunked", coding(" gzip, chunked", end_of_chunks), {501}, closed},
        {"CodingChunkedThenIdentity", coding(" chunked, identity", end_of_chunks), {501}, closed},
        {"CodingChunkedTwice", coding(" chunked, chunked", end_of_chunks), {501}, closed},
        {"CodingChunkedInTwoFields",
         body("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", end_of_chunks),
         {400},
         closed},
        {"CodingChunkedAndAnotherField",
         body("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n", end_of_chunks),
         {400},
         closed},
        {"CodingInDisguise", coding(" xchunked", end_of_chunks), {501}, closed},
        {"CodingQuoted", coding(" \"chunked\"", end_of_chunks), {501}, closed},
        {"CodingWithAParameter", coding(" chunked;q=1", end_of_chunks), {501}, closed},
        {"CodingAfterAComma", coding(" ,chunked", end_of_chunks), {501}, closed},
        {"CodingEmpty", coding("", next), {501}, closed},
        {"CodingFolded", coding("\r\n chunked", end_of_chunks), {400}, closed},
        {"CodingWithABlankBeforeTheColon", body("Transfer-Encoding : chunked\r\n", end_of_chunks), {400}, closed},
        {"CodingSpeltWithAnUnderscore", body("Transfer_Encoding: chunked\r\n", end_of_chunks), {200, 400}, closed},
        {"CodingIn10", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + end_of_chunks, {400}, closed},
        {"CodingOfAGet", get("/plain", "Transfer-Encoding: chunked\r\n") + end_of_chunks, {200}, open},
    };
}

std::vector<wire_row> chunk_tricks()
{
    using enum then;
    return {
        {"ChunkInCapitals", chunks("A\r\n0123456789\r\n" + end_of_chunks), {200}, open},
        {"ChunkWithLeadingZeros", chunks("0003\r\nabc\r\n" + end_of_chunks), {200}, open},
        {"ChunkEndOfManyZeros", chunks("00000\r\n\r\n"), {200}, open},
        {"ChunkWithoutASize", chunks("\r\nabc\r\n"), {400}, closed},
        {"ChunkNegative", chunks("-2\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkWithASign", chunks("+2\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkWithAPrefix", chunks("0x2\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkAfterABlank", chunks(" 2\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkBeforeABlank", chunks("2 \r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkBeforeATab", chunks("2\t\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkWithALetter", chunks("2g\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkBeyond64Bits", chunks("10000000000000000\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkThatWouldWrap", chunks("10000000000000002\r\nab\r\n" + end_of_chunks), {400}, closed},
        {"ChunkOf64Bits", chunks("ffffffffffffffff\r\nab\r\n"), {413}, closed},
        {"ChunkOneBeyondTheLimit", chunks("1001\r\n"), {413}, closed},
        {"ChunksTogetherBeyondTheLimit", chunks("fff\r\n" + std::string(4095, 'x') + "\r\n2\r\n"), {413}, closed},
        {"ChunkThatIsLonger", chunks("2\r\nabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkThatIsShorter", chunks("4\r\nabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkWithoutALineBreakBehind", chunks("3\r\nabc" + end_of_chunks), {400}, closed},
        {"ChunkWithALineFeedBehind", chunks("3\r\nabc\n" + end_of_chunks), {400}, closed},
        {"ChunkSizeEndedByALineFeed", chunks("3\nabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkSizeEndedByAReturn", chunks("3\rabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkEndEndedByALineFeed", chunks("0\n\r\n\r\n"), {400}, closed},
        {"ChunkExtension", chunks("3;a=b;c=\"d\"\r\nabc\r\n" + end_of_chunks), {200}, open},
        {"ChunkExtensionQuoted", chunks("3;a=\";\\\"x\"\r\nabc\r\n" + end_of_chunks), {200}, open},
        {"ChunkExtensionOfTheEnd", chunks("0;a=b\r\n\r\n"), {200}, open},
        {"ChunkExtensionWithALineFeed", chunks("3;a\nb\r\nabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkExtensionWithABareReturn", chunks("3;a\rb\r\nabc\r\n" + end_of_chunks), {400}, closed},
        {"ChunkExtensionWithAZeroByte", chunks("3;a\0b\r\nabc\r\n"s + end_of_chunks), {400}, closed},
        {"ChunkExtensionWithoutEnd", chunks("1;" + long_text), {400}, closed},
        {"TrailerIsIgnored", chunks("0\r\nA: b\r\n\r\n"), {200}, open},
        {"TrailerOfALength", chunks("0\r\nContent-Length: 60\r\n\r\n" + next), {400}, closed},
        {"TrailerOfACoding", chunks("0\r\nTransfer-Encoding: chunked\r\n\r\n" + next), {400}, closed},
        {"TrailerWithoutAColon", chunks("0\r\nBroken\r\n\r\n"), {400}, closed},
        {"TrailerWithABlankBeforeTheColon", chunks("0\r\nA : b\r\n\r\n"), {400}, closed},
        {"TrailerEndedByALineFeed", chunks("0\r\nA: b\n\r\n\r\n"), {400}, closed},
        {"TrailerWithoutEnd", chunks("0\r\nA: " + long_text), {400}, closed},
        {"ChunksWithAnotherBehind", chunks("3\r\nabc\r\n" + end_of_chunks + next), {200, 200}, open},
    };
}

std::vector<wire_row> wishes()
{
    using enum then;
    return {
        {"ExpectContinue", body("Content-Length: 2\r\nExpect: 100-continue\r\n", "ab"), {200}, open},
        {"ExpectContinueInCapitals", body("Content-Length: 2\r\nExpect: 100-Continue\r\n", "ab"), {200}, open},
        {"ExpectContinueWithoutABody", with("Expect: 100-continue\r\n"), {200}, open},
        {"ExpectContinueIn10",
         "POST /echo HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nab",
         {200},
         closed},
        {"ExpectMagic", body("Content-Length: 2\r\nExpect: magic\r\n", "ab"), {417}, closed},
        {"ExpectTwoThings", body("Content-Length: 2\r\nExpect: 100-continue, magic\r\n", "ab"), {417}, closed},
        {"UpgradeToHttp2",
         with("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"),
         {200},
         open},
        {"UpgradeToHttp2WithPreface",
         with("Connection: Upgrade\r\nUpgrade: h2c\r\n") + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
         {200, 505},
         closed},
        {"UpgradeToWebsocket",
         with("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"),
         {200},
         open},
        {"UpgradeToTls", with("Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n"), {200}, open},
        {"RangeIsIgnored", with("Range: bytes=0-1\r\n"), {200}, open},
        {"ConnectionClose", with("Connection: close\r\n") + next, {200}, closed},
        {"ConnectionCloseInAList", with("Connection: keep-alive, Close\r\n") + next, {200}, closed},
        {"ConnectionNamesTheHost", with("Connection: Host\r\n"), {200}, open},
        {"ConnectionNamesTheLength",
         body("Connection: Content-Length\r\nContent-Length: 3\r\n", "abc" + next),
         {200, 200},
         open},
    };
}

std::vector<wire_row> pipelines()
{
    using enum then;
    const std::string bad = with("Broken\r\n");
    return {
        {"TwoGood", next + next, {200, 200}, open},
        {"TwoGoodWithBodies", length(" 3", "abc") + chunks("3\r\nabc\r\n" + end_of_chunks), {200, 200}, open},
        {"GoodThenBad", next + bad, {200, 400}, closed},
        {"BadThenGood", bad + next, {400}, closed},
        {"BadLengthThenGood", length(" x", next), {400}, closed},
        {"UnknownMethodThenGood", line("BREW /plain HTTP/1.1") + next, {501}, closed},
        {"UnknownPathThenGood", to("/nowhere") + next, {404, 200}, open},
        {"BadPathThenGood", to("//x") + next, {400, 200}, open},
        {"UnknownPathWithABodyThenGood",
         "POST /nowhere HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc" + next,
         {404},
         closed},
        {"TooLargeThenGood", length(" 5000", next), {413}, closed},
        {"EmptyLineThenGood", "\r\n" + next, {200}, open},
        {"EmptyLinesThenGood", "\r\n\r\n\r\n\r\n" + next, {200}, open},
        {"TooManyEmptyLines", "\r\n\r\n\r\n\r\n\r\n" + next, {400}, closed},
        {"LineFeedThenGood", "\n" + next, {400}, closed},
        {"BlankThenGood", " " + next, {400}, closed},
        {"BodyThenEmptyLineThenGood", length(" 3", "abc") + "\r\n" + next, {200, 200}, open},
    };
}

} // namespace

std::ostream& operator<<(std::ostream& out, const wire_row& row)
{
    return out << row.name;
}

std::vector<wire_row> wire_table()
{
    std::vector<wire_row> all = other_protocols();
    for (const auto& more : {versions(), methods(), targets(), hosts(), fields(), lengths(), codings(), chunk_tricks(),
                             wishes(), pipelines()})
        append(all, more);
    return all;
}

} // namespace nscl::http
