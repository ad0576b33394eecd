#include "core/http/json_body.hpp"

#include "core/http/json_tree.hpp"

#include <string>

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

messages::outcome<boost::json::value> read(const request& asked, std::size_t depth)
{
    if (!says_json(asked))
        return refusal{.why = reason::unsupported_media_type,
                       .code = "unsupported_media_type",
                       .parameters = {{"expected", "application/json"}}};
    auto tree = read_json(asked.body.view(), depth);
    if (tree.error == boost::json::error::too_deep) return unreadable("too_deep", {{"limit", std::to_string(depth)}});
    if (tree.error == boost::json::error::extra_data)
        return unreadable("unreadable_json", {{"offset", std::to_string(tree.read)}, {"detail", "extra data"}});
    if (tree.error)
        return unreadable("unreadable_json", {{"offset", std::to_string(tree.read)}, {"detail", tree.error.message()}});
    if (tree.duplicate) return unreadable("duplicate_member", {{"name", *tree.duplicate}});
    return messages::outcome<boost::json::value>{boost::system::in_place_value, std::move(tree.root)};
}

} // namespace

messages::outcome<> check_json_body(const request& asked, std::size_t depth)
{
    if (const auto tree = read(asked, depth); tree.has_error()) return tree.error();
    return {};
}

messages::outcome<boost::json::object> json_body(const request& asked, std::size_t depth)
{
    auto tree = read(asked, depth);
    if (tree.has_error()) return tree.error();
    if (!tree->is_object()) return unreadable("not_an_object");
    return std::move(tree->as_object());
}

} // namespace nscl::http
