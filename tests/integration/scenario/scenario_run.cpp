#include "tests/integration/scenario/scenario_run.hpp"

#include "tests/integration/scenario/expectation.hpp"
#include "tests/integration/scenario/json_match.hpp"
#include "tests/integration/scenario/request_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <ctime>
#include <fstream>
#include <regex>
#include <stdexcept>
#include <thread>

namespace nscl::tests {

namespace json = boost::json;

namespace {

std::string described(const sent_request& asked, const answer& got)
{
    std::string text = asked.verb + " " + asked.target + "\n";
    if (!asked.body.empty()) text += "> " + asked.body.substr(0, 1000) + "\n";
    text += "< " + std::to_string(got.status) + "\n";
    for (const auto& [name, value] : got.headers) text += "< " + name + ": " + value + "\n";
    return text + got.body.substr(0, 4000);
}

json::value parsed(const answer& got)
{
    boost::system::error_code failed;
    auto document = json::parse(got.body, failed);
    if (failed) throw std::runtime_error("the body is not JSON: " + got.body.substr(0, 1000));
    return document;
}

/// The path of the record that a target is about, as versions are kept: without query, address and transition.
std::string record_path(std::string target)
{
    if (const auto scheme = target.find("://"); scheme != std::string::npos)
        target.erase(0, target.find('/', scheme + 3));
    target.resize(std::min(target.find('?'), target.size()));
    target.resize(std::min(target.find("/transitions/"), target.size()));
    return target;
}

/// A header by its name in any case.
std::string_view header_of(const answer& got, std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return got.header(name);
}

bool changes_a_record(const sent_request& asked)
{
    return asked.verb == "PATCH" || asked.verb == "PUT" || asked.verb == "DELETE" ||
           asked.target.find("/transitions/") != std::string::npos;
}

/// "2026-01-15", UTC.
std::string date_text(std::chrono::system_clock::time_point when)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm at{};
    gmtime_r(&seconds, &at);
    std::array<char, 16> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%F", &at)};
}

/// Sets, replaces or, for null, removes fields.
void apply(json::object& headers, const json::object& over)
{
    for (const auto& [name, value] : over) headers[name] = value;
}

} // namespace

scenario_run::scenario_run(const scenario& played, server_options options)
    : played_(played), options_(std::move(options))
{
    if (options_.folder.empty()) options_.folder = folder_.emplace().path();
    options_.environment.insert(played.environment.begin(), played.environment.end());
    choose_plugins();
    if (played.settings.empty()) return;
    const auto file = options_.folder / "nscl.toml";
    std::ofstream{file} << played.settings;
    options_.arguments.insert(options_.arguments.end(), {"--config", file.string()});
}

void scenario_run::choose_plugins()
{
    std::string enabled;
    for (const auto& id : played_.plugins) {
        enabled += (enabled.empty() ? "" : ",") + id;
        const auto for_tests = std::filesystem::path{NSCL_TEST_PLUGINS} / id;
        if (exists(for_tests)) options_.plugin_folders.push_back(for_tests);
    }
    if (enabled.empty()) return;
    options_.plugin_folders.push_back(built_plugins());
    options_.environment["NSCL_PLUGINS_ENABLED"] = enabled;
}

void scenario_run::play()
{
    const auto today = std::chrono::system_clock::now();
    known_.set("today", json::string{date_text(today)});
    known_.set("in_a_month", json::string{date_text(today + std::chrono::days{30})});
    server_.emplace(options_);
    set_up_administrator();
    for (const auto& [alias, wanted] : played_.users) make_user(std::string{alias}, wanted.as_object());
    std::size_t number = 0;
    for (const auto& step : played_.steps) {
        ++number;
        try {
            play(step);
        } catch (const std::exception& wrong) {
            throw std::runtime_error("step " + std::to_string(number) + " \"" + step.name + "\": " + wrong.what());
        }
    }
    if (const int code = server_->stop(); code != 0)
        throw std::runtime_error("the server ended with " + std::to_string(code));
    if (const auto report = server_->sanitizer_report(); !report.empty()) throw std::runtime_error(report);
}

void scenario_run::play(const scenario_step& step)
{
    if (step.what == scenario_step::kind::restart) return restart();
    for (const auto& run : step.each) {
        for (const auto& [name, value] : run) known_.set(name, known_.fill(value));
        try {
            if (step.what == scenario_step::kind::user)
                make_user(known_.fill(std::string_view{step.user.at("alias").as_string()}), step.user);
            else
                play_once(step);
        } catch (const std::exception& wrong) {
            if (run.empty()) throw;
            throw std::runtime_error("with " + json::serialize(run) + ": " + wrong.what());
        }
    }
}

void scenario_run::play_once(const scenario_step& step)
{
    const sent_request asked = request_of(step);
    answer got = exchange(step, asked);
    if (!step.until.is_null()) {
        // What a job does takes its time; asking again is all that a client can do.
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        const auto wanted = known_.fill(step.until);
        while (got.status == 200 && !mismatch(wanted, parsed(got)).empty() &&
               std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
            got = exchange(step, asked);
        }
    }
    std::string wrong = unmet_expectation(known_.fill(step.expect).as_object(), got);
    if (wrong.empty()) wrong = broken_rule_of_every_answer(asked, got);
    if (!wrong.empty()) throw std::runtime_error(wrong + "\n" + described(asked, got));
    learn_version(asked, got);
    save(step, got);
}

answer scenario_run::exchange(const scenario_step& step, const sent_request& asked)
{
    if (step.what == scenario_step::kind::wire) return http_client{server_->port()}.send_bytes(asked.body);
    return known_.fill(step.as) == "anonymous" ? api_user{server_->port()}.send(asked)
                                               : user(known_.fill(step.as)).send(asked);
}

sent_request scenario_run::request_of(const scenario_step& step) const
{
    if (step.what == scenario_step::kind::wire) return {"WIRE", "", {}, fill_pieces(step.bytes, known_)};
    sent_request asked{known_.fill(step.verb), known_.fill(step.target), {}, {}};
    const auto body = fill_body(step.body, known_);
    asked.body = body.text;
    json::object headers = played_.headers;
    if (!body.content_type.empty()) headers["Content-Type"] = body.content_type;
    const auto version = versions_.find(record_path(asked.target));
    if (changes_a_record(asked) && version != versions_.end()) headers["If-Match"] = version->second;
    apply(headers, step.headers);
    for (const auto& [name, value] : headers)
        asked.headers.emplace_back(name,
                                   value.is_null() ? std::string{} : known_.fill(std::string_view{value.as_string()}));
    return asked;
}

void scenario_run::learn_version(const sent_request& asked, const answer& got)
{
    const std::string location{got.header("location")};
    if (!location.empty()) known_.set("location", json::string{location});
    if (asked.verb == "DELETE" && got.status < 300) versions_.erase(record_path(asked.target));
    const std::string etag{got.header("etag")};
    if (etag.empty() || got.status >= 300) return;
    known_.set("etag", json::string{etag});
    versions_[record_path(got.status == 201 ? location : asked.target)] = etag;
}

void scenario_run::save(const scenario_step& step, const answer& got)
{
    for (const auto& [name, from] : step.save) {
        const auto* described = from.if_object();
        const auto* header = described == nullptr ? nullptr : described->if_contains("header");
        json::value found;
        if (header != nullptr) {
            found = json::string{header_of(got, std::string{std::string_view{header->as_string()}})};
        } else {
            const auto& pointer = described == nullptr ? from : described->at("pointer");
            boost::system::error_code failed;
            const auto document = parsed(got);
            const auto* value = document.find_pointer(pointer.as_string(), failed);
            if (value == nullptr)
                throw std::runtime_error("nothing to save at " + std::string{pointer.as_string()} + " of " + got.body);
            found = *value;
        }
        if (described != nullptr && described->contains("regex")) {
            const std::string text{std::string_view{found.as_string()}};
            std::smatch parts;
            if (!std::regex_search(text, parts,
                                   std::regex{std::string{std::string_view{described->at("regex").as_string()}}}))
                throw std::runtime_error("nothing to save in " + text);
            found = json::string{parts[parts.size() > 1 ? 1 : 0].str()};
        }
        known_.set(name, found);
    }
}

void scenario_run::restart()
{
    if (const int code = server_->stop(); code != 0)
        throw std::runtime_error("the server ended with " + std::to_string(code));
    if (const auto report = server_->sanitizer_report(); !report.empty()) throw std::runtime_error(report);
    server_.reset();
    server_.emplace(options_);
    for (auto& [alias, who] : users_) who.reconnect(server_->port());
}

} // namespace nscl::tests
