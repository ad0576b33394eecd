#include "core/http/message_parser.hpp"

#include "core/platform/ascii.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <limits>

namespace nscl::http {

namespace beast_http = boost::beast::http;
using beast_error = beast_http::error;

/// Where the pieces of a body go, as Beast hands them over.
struct body_sink {
    request_body* into = nullptr; ///< null: no body is read
    std::optional<body_fault> fault{};

    void note(std::optional<body_fault> what, boost::system::error_code& error)
    {
        if (!what) return;
        fault = what;
        error = boost::system::errc::make_error_code(boost::system::errc::no_buffer_space);
    }
};

/// A Body of Beast's that keeps nothing.
struct passed_on_body {
    using value_type = body_sink;

    class reader {
    public:
        template <bool IsRequest, class Fields>
        reader(beast_http::header<IsRequest, Fields>&, body_sink& to) : to_(to)
        {
        }

        void init(const boost::optional<std::uint64_t>& length, boost::system::error_code& error)
        {
            error = {};
            if (to_.into && length) to_.into->expect(static_cast<std::size_t>(*length));
        }

        template <class Buffers>
        std::size_t put(const Buffers& pieces, boost::system::error_code& error)
        {
            error = {};
            std::size_t taken = 0;
            for (auto each = boost::asio::buffer_sequence_begin(pieces);
                 each != boost::asio::buffer_sequence_end(pieces) && !error; ++each) {
                const boost::asio::const_buffer piece = *each;
                to_.note(to_.into->add({static_cast<const char*>(piece.data()), piece.size()}), error);
                if (!error) taken += piece.size();
            }
            return taken;
        }

        void finish(boost::system::error_code& error)
        {
            error = {};
            if (to_.into) to_.note(to_.into->complete(), error);
        }

    private:
        body_sink& to_;
    };
};

struct message_parser::state {
    std::optional<beast_http::request_parser<passed_on_body>> parser;
    bool reads_body = false;
};

namespace {

/// "0", an empty trailer and two line breaks: no chunked body ends in fewer bytes. Beast 1.81 asserts that so many are there when it looks at
/// the last chunk for the second time (basic_parser.ipp, parse_chunk_header), and one byte at a time would end the process.
constexpr std::size_t least_of_chunks = 5;

std::optional<verb> known(beast_http::verb method)
{
    switch (method) {
    case beast_http::verb::get: return verb::get;
    case beast_http::verb::head: return verb::head;
    case beast_http::verb::post: return verb::post;
    case beast_http::verb::put: return verb::put;
    case beast_http::verb::patch: return verb::patch;
    case beast_http::verb::delete_: return verb::delete_;
    case beast_http::verb::options: return verb::options;
    default: return std::nullopt;
    }
}

/// host [":" port] of RFC 3986, by its characters; without the comma, by which others would read two hosts.
bool is_host(std::string_view text)
{
    constexpr std::string_view others = ".-_~:[]%!$&'()*+;=";
    return !text.empty() && std::ranges::all_of(text, [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

std::size_t count(const request& asked, std::string_view name)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(asked.headers, [name](const pair& each) { return each.first == name; }));
}

/// A list of expectations (RFC 9110, 10.1.1), of which there is one.
bool expects_nothing_else(std::string_view list)
{
    while (!list.empty()) {
        const auto end = std::min(list.find(','), list.size());
        const auto each = platform::trimmed(list.substr(0, end));
        if (!each.empty() && platform::to_lower(each) != "100-continue") return false;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return true;
}

std::optional<protocol_fault> check_framing(const request& asked, framing& around)
{
    const std::size_t hosts = count(asked, "host");
    if (hosts > 1 || (hosts == 0 && !around.is_http_1_0)) return protocol_fault::bad_host;
    if (hosts == 1 && !is_host(asked.header("host"))) return protocol_fault::bad_host;
    if (count(asked, "content-length") > 1) return protocol_fault::malformed;
    if (asked.header("content-length").find(',') != std::string_view::npos) return protocol_fault::malformed;
    if (const auto codings = count(asked, "transfer-encoding"); codings > 0) {
        if (codings > 1 || around.is_http_1_0 || around.content_length) return protocol_fault::malformed;
        if (platform::to_lower(asked.header("transfer-encoding")) != "chunked") return protocol_fault::unknown_coding;
    }
    for (const auto& [name, value] : asked.headers) {
        if (name != "expect") continue;
        if (!expects_nothing_else(value)) return protocol_fault::unknown_expectation;
        around.expects_continue = !around.is_http_1_0;
    }
    return std::nullopt;
}

void join_lines_of_one_name(std::vector<pair>& headers)
{
    std::vector<pair> joined;
    joined.reserve(headers.size());
    for (auto& [name, value] : headers) {
        const auto earlier = std::ranges::find(joined, name, &pair::first);
        if (earlier == joined.end())
            joined.emplace_back(std::move(name), std::move(value));
        else if (earlier->second.empty() || value.empty()) // an element that says nothing (RFC 9110, 5.6.1)
            earlier->second += value;
        else
            earlier->second.append(name == "cookie" ? "; " : ", ").append(value);
    }
    headers = std::move(joined);
}

/// Whether a request line that Beast took no version from names another one: "GET / HTTP/2.0".
bool names_another_version(std::string_view line)
{
    for (int blanks = 0; blanks < 2; ++blanks) {
        const auto blank = line.find(' ');
        if (blank == std::string_view::npos) return false;
        line.remove_prefix(blank + 1);
    }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (line.size() < 8 || !line.starts_with("HTTP/") || line[6] != '.') return false;
    if (!is_digit(line[5]) || !is_digit(line[7])) return false;
    return line[5] != '1' || line[7] > '1';
}

/// Whether a line begins with a blank, which once meant that it goes on with the field before (RFC 9112, 5.2). Beast takes that; programs on the
/// way may take it otherwise.
bool has_folded_line(std::string_view lines)
{
    for (auto at = lines.find('\n'); at != std::string_view::npos && at + 1 < lines.size();
         at = lines.find('\n', at + 1)) {
        if (lines[at + 1] == ' ' || lines[at + 1] == '\t') return true;
    }
    return false;
}

protocol_fault fault_of(body_fault fault)
{
    switch (fault) {
    case body_fault::memory_full: return protocol_fault::body_memory_full;
    case body_fault::disk_full: return protocol_fault::body_disk_full;
    case body_fault::not_stored: return protocol_fault::body_not_stored;
    }
    return protocol_fault::body_not_stored;
}

/// `unread` begins where the parser stopped.
protocol_fault fault_of(boost::system::error_code error, std::string_view unread)
{
    if (error == beast_error::body_limit) return protocol_fault::body_too_large;
    if (error == beast_error::header_limit) return protocol_fault::header_too_large;
    if (error == beast_error::bad_version && names_another_version(unread)) return protocol_fault::unknown_version;
    return protocol_fault::malformed;
}

} // namespace

message_parser::message_parser(std::size_t header_limit)
    : header_limit_(header_limit), state_(std::make_unique<state>())
{
    start();
}

message_parser::~message_parser() = default;

void message_parser::start()
{
    header_bytes_ = 0;
    fault_.reset();
    state_->reads_body = false;
    auto& parser = state_->parser.emplace();
    parser.eager(false);
    // Beast counts its limit anew after every field, so the sum is kept here.
    parser.header_limit(static_cast<std::uint32_t>(
        std::min<std::size_t>(header_limit_ + 1, std::numeric_limits<std::uint32_t>::max())));
    parser.body_limit(boost::none); // the route decides
}

std::size_t message_parser::feed(std::string_view bytes)
{
    std::size_t used = 0;
    // An empty line or two before a request are an old client's habit (RFC 9112, 2.2).
    while (!has_begun() && header_bytes_ < 8 && bytes.substr(used).starts_with("\r\n")) {
        used += 2;
        header_bytes_ += 2;
    }
    if (!has_begun() && bytes.substr(used) == "\r") return used; // half of such a line, perhaps
    while (!fault_ && used < bytes.size() && !is_complete()) {
        if (has_header() && !state_->reads_body) break;
        const std::size_t before = used;
        feed_once(bytes, used);
        if (used == before) break;
    }
    return used;
}

void message_parser::feed_once(std::string_view bytes, std::size_t& used)
{
    auto& parser = *state_->parser;
    const bool in_header = !parser.is_header_done();
    if (!in_header && parser.chunked() && bytes.size() - used < least_of_chunks) return;
    // A chunk's line or the trailers are read as a whole; so that their limit does not depend on how they arrive, no more is shown.
    const std::string_view rest = bytes.substr(used, in_header ? std::string_view::npos : header_limit_);
    boost::system::error_code error;
    const std::size_t taken = parser.put(boost::asio::const_buffer{rest.data(), rest.size()}, error);
    used += taken;
    const bool needs_more = error == beast_error::need_more;
    if (error && !needs_more) {
        const auto& untaken = parser.get().body().fault;
        fault_ = untaken ? fault_of(*untaken) : fault_of(error, rest.substr(taken));
        // The request line is the only line that cannot be split over fields: without its end it is the target that is long.
        if (in_header && *fault_ == protocol_fault::header_too_large && parser.get().target().empty()) {
            fault_ = protocol_fault::target_too_long;
        }
        return;
    }
    if (in_header) {
        header_bytes_ += taken;
        if (has_folded_line(rest.substr(0, taken))) fault_ = protocol_fault::malformed;
        const std::size_t unread = parser.is_header_done() ? 0 : bytes.size() - used;
        if (header_bytes_ + unread > header_limit_) {
            fault_ = parser.get().target().empty() ? protocol_fault::target_too_long : protocol_fault::header_too_large;
        }
    } else if (needs_more && taken == 0 && rest.size() == header_limit_) {
        fault_ = protocol_fault::malformed; // a chunk's extension or a trailer without end
    }
}

bool message_parser::has_begun() const
{
    return state_->parser->got_some();
}

bool message_parser::has_header() const
{
    return state_->parser->is_header_done();
}

bool message_parser::is_complete() const
{
    return state_->parser->is_done();
}

std::optional<protocol_fault> message_parser::read_header(request& asked, framing& around) const
{
    const auto& parser = *state_->parser;
    const auto& message = parser.get();
    asked.target = std::string{message.target()};
    for (const auto& field : message) {
        if (asked.headers.size() == most_header_lines) return protocol_fault::too_many_lines;
        asked.headers.emplace_back(platform::to_lower({field.name_string().data(), field.name_string().size()}),
                                   std::string{field.value()});
    }
    around.is_http_1_0 = message.version() == 10;
    around.keep_alive = parser.keep_alive();
    if (const auto length = parser.content_length()) around.content_length = *length;
    around.has_body = parser.chunked() || around.content_length.value_or(0) > 0;
    const auto method = known(message.method());
    if (!method) return protocol_fault::unknown_method;
    asked.verb = *method;
    const auto fault = check_framing(asked, around);
    join_lines_of_one_name(asked.headers);
    return fault;
}

void message_parser::read_body(request_body& into, std::size_t limit)
{
    auto& parser = *state_->parser;
    state_->reads_body = true;
    parser.get().body().into = &into;
    body_limit_ = limit;
    if (const auto length = parser.content_length(); length && *length > limit) {
        fault_ = protocol_fault::body_too_large;
        return;
    }
    parser.body_limit(limit);
}

} // namespace nscl::http
