#include "tests/integration/scenario/scenario.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <stdexcept>

namespace nscl::tests {

namespace json = boost::json;

namespace {

std::string text_of(const json::value& value)
{
    const auto& text = value.as_string();
    return {text.data(), text.size()};
}

void refuse_unknown(const json::object& given, std::initializer_list<std::string_view> known)
{
    for (const auto& [name, ignored] : given)
        if (std::ranges::find(known, std::string_view{name}) == known.end())
            throw std::runtime_error("unknown member \"" + std::string{name} + "\"");
}

json::object object_or_empty(const json::object& in, std::string_view name)
{
    const auto* found = in.if_contains(name);
    return found == nullptr ? json::object{} : found->as_object();
}

/// The one member of `in` that says what the body is, or null.
json::value body_of(const json::object& in)
{
    json::object body;
    for (const std::string_view name : {"json", "csv", "body", "file"})
        if (const auto* found = in.if_contains(name)) body[name] = *found;
    if (body.size() > 1) throw std::runtime_error("a step has one of json, csv, body and file");
    return body.empty() ? json::value() : json::value(body);
}

std::vector<json::object> runs_of(const json::object& in)
{
    if (const auto* rows = in.if_contains("each")) {
        std::vector<json::object> runs;
        for (const auto& row : rows->as_array()) runs.push_back(row.as_object());
        return runs;
    }
    const auto* times = in.if_contains("repeat");
    if (times == nullptr) return {json::object{}};
    std::vector<json::object> runs;
    for (std::int64_t n = 1; n <= times->as_int64(); ++n) runs.push_back({{"n", n}});
    return runs;
}

scenario_step read_step(const json::object& in)
{
    refuse_unknown(in, {"name", "as", "request", "wire", "user", "server", "headers", "json", "csv", "body", "file",
                        "expect", "save", "until", "each", "repeat"});
    scenario_step step;
    if (const auto* name = in.if_contains("name")) step.name = text_of(*name);
    if (const auto* as = in.if_contains("as")) step.as = text_of(*as);
    step.headers = object_or_empty(in, "headers");
    step.expect = object_or_empty(in, "expect");
    refuse_unknown(step.expect, {"status", "headers", "json", "body", "contains", "absent"});
    step.save = object_or_empty(in, "save");
    step.body = body_of(in);
    if (const auto* until = in.if_contains("until")) step.until = *until;
    step.each = runs_of(in);

    if (const auto* user = in.if_contains("user")) {
        step.what = scenario_step::kind::user;
        step.user = user->as_object();
    } else if (const auto* server = in.if_contains("server")) {
        if (*server != "restart") throw std::runtime_error("\"server\" can be \"restart\"");
        step.what = scenario_step::kind::restart;
    } else if (const auto* bytes = in.if_contains("wire")) {
        step.what = scenario_step::kind::wire;
        step.bytes = *bytes;
    } else {
        const std::string request = text_of(in.at("request"));
        const std::size_t space = request.find(' ');
        if (space == std::string::npos) throw std::runtime_error("\"request\" is a verb and a target");
        step.verb = request.substr(0, space);
        step.target = request.substr(space + 1);
    }
    const bool asks = step.what == scenario_step::kind::request || step.what == scenario_step::kind::wire;
    if (asks && !step.expect.contains("status")) throw std::runtime_error("\"expect\" says no status");
    return step;
}

scenario read_document(const json::object& in)
{
    refuse_unknown(in, {"title", "headers", "users", "environment", "settings", "plugins", "steps"});
    scenario read;
    read.title = text_of(in.at("title"));
    read.headers = object_or_empty(in, "headers");
    read.users = object_or_empty(in, "users");
    for (const auto& [name, value] : object_or_empty(in, "environment")) read.environment[name] = text_of(value);
    if (const auto* lines = in.if_contains("settings")) {
        for (const auto& line : lines->as_array()) read.settings += text_of(line) + "\n";
    }
    if (const auto* ids = in.if_contains("plugins")) {
        for (const auto& id : ids->as_array()) read.plugins.push_back(text_of(id));
    }
    for (const auto& step : in.at("steps").as_array()) {
        try {
            read.steps.push_back(read_step(step.as_object()));
        } catch (const std::exception& wrong) {
            throw std::runtime_error("step " + std::to_string(read.steps.size() + 1) + ": " + wrong.what());
        }
    }
    if (read.steps.empty()) throw std::runtime_error("it has no steps");
    return read;
}

} // namespace

scenario read_scenario(const std::filesystem::path& file)
{
    try {
        std::ifstream in{file};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        if (!in) throw std::runtime_error("cannot read it");
        json::parse_options with_comments;
        with_comments.allow_comments = true;
        return read_document(json::parse(text, {}, with_comments).as_object());
    } catch (const std::exception& wrong) {
        throw std::runtime_error(file.filename().string() + ": " + wrong.what());
    }
}

} // namespace nscl::tests
