#include "core/http/json_body.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

namespace nscl::http {

namespace {

using messages::reason;
using messages::refusal;

refusal unreadable(std::string code, messages::parameters parameters = {})
{
    return {.why = reason::unreadable, .code = std::move(code), .parameters = std::move(parameters)};
}

bool says_json(const request& asked)
{
    const auto type = asked.media_type();
    return type == "application/json" || (asked.verb == verb::patch && type == "application/merge-patch+json");
}

/// Sees every member name once, because a tree keeps only the last of two.
class duplicate_finder {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    using error = boost::json::error_code;
    using text = boost::json::string_view;

    std::string duplicate;

    bool on_document_begin(error&) { return true; }
    bool on_document_end(error&) { return true; }
    bool on_object_begin(error&)
    {
        open_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, error&)
    {
        open_.pop_back();
        return true;
    }
    bool on_array_begin(error&) { return true; }
    bool on_array_end(std::size_t, error&) { return true; }
    bool on_key_part(text part, std::size_t, error&)
    {
        key_ += part;
        return true;
    }
    bool on_key(text part, std::size_t, error&)
    {
        key_ += part;
        if (!open_.back().insert(key_).second) duplicate = key_;
        key_.clear();
        return true;
    }
    bool on_string_part(text, std::size_t, error&) { return true; }
    bool on_string(text, std::size_t, error&) { return true; }
    bool on_number_part(text, error&) { return true; }
    bool on_int64(std::int64_t, text, error&) { return true; }
    bool on_uint64(std::uint64_t, text, error&) { return true; }
    bool on_double(double, text, error&) { return true; }
    bool on_bool(bool, error&) { return true; }
    bool on_null(error&) { return true; }
    bool on_comment_part(text, error&) { return true; }
    bool on_comment(text, error&) { return true; }

private:
    std::vector<std::unordered_set<std::string>> open_;
    std::string key_;
};

} // namespace

messages::outcome<> check_json_body(const request& asked, std::size_t depth)
{
    if (!says_json(asked))
        return refusal{.why = reason::unsupported_media_type,
                       .code = "unsupported_media_type",
                       .parameters = {{"expected", "application/json"}}};

    boost::json::basic_parser<duplicate_finder> names{{.max_depth = depth}};
    boost::json::error_code error;
    const auto read = names.write_some(false, asked.body.data(), asked.body.size(), error);
    if (error == boost::json::error::too_deep) return unreadable("too_deep", {{"limit", std::to_string(depth)}});
    if (error || read != asked.body.size()) {
        return unreadable("unreadable_json",
                          {{"offset", std::to_string(read)}, {"detail", error ? error.message() : "extra data"}});
    }
    if (!names.handler().duplicate.empty())
        return unreadable("duplicate_member", {{"name", names.handler().duplicate}});
    return {};
}

messages::outcome<boost::json::object> json_body(const request& asked, std::size_t depth)
{
    if (const auto is_json = check_json_body(asked, depth); is_json.has_error()) return is_json.error();
    boost::json::error_code error;
    auto parsed = boost::json::parse(asked.body, error, {}, {.max_depth = depth});
    if (error) return unreadable("unreadable_json", {{"offset", "0"}, {"detail", error.message()}});
    if (!parsed.is_object()) return unreadable("not_an_object");
    return std::move(parsed.as_object());
}

} // namespace nscl::http
