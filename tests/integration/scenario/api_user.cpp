#include "tests/integration/scenario/api_user.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

#include <strings.h>

namespace nscl::tests {

namespace json = boost::json;

namespace {

bool has(const header_list& headers, const char* name)
{
    return std::ranges::any_of(headers, [&](const auto& each) { return strcasecmp(each.first.c_str(), name) == 0; });
}

} // namespace

void api_user::log_in(std::string_view username, std::string_view password)
{
    sent_request asked{"POST", "/api/v1/session", {{"Content-Type", "application/json"}}, {}};
    asked.body = json::serialize(json::object{{"username", username}, {"password", password}});
    const answer got = send(asked);
    if (got.status >= 300)
        throw std::runtime_error(std::string{username} + " cannot log in: " + std::to_string(got.status) + " " +
                                 got.body);
}

answer api_user::send(sent_request asked)
{
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty() && !has(asked.headers, "Cookie")) asked.headers.emplace_back("Cookie", cookies);
    if (!csrf_.empty() && asked.verb != "GET" && asked.verb != "HEAD" && !has(asked.headers, "X-CSRF-Token"))
        asked.headers.emplace_back("X-CSRF-Token", csrf_);
    std::erase_if(asked.headers, [](const auto& each) { return each.second.empty(); });
    const answer got = client_.send(asked);
    learn_from(got);
    return got;
}

void api_user::learn_from(const answer& got)
{
    for (const auto& [name, value] : got.headers) {
        if (name != "set-cookie") continue;
        const std::string pair = value.substr(0, value.find(';'));
        const std::size_t equals = pair.find('=');
        if (equals == std::string::npos) continue;
        const bool is_removed = equals + 1 == pair.size() || value.find("Max-Age=0") != std::string::npos;
        if (is_removed) {
            cookies_.erase(pair.substr(0, equals));
            csrf_.clear();
        } else {
            cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
        }
    }
    if (got.body.find("\"csrf\"") == std::string::npos) return;
    boost::system::error_code failed;
    const auto document = json::parse(got.body, failed);
    if (failed || !document.is_object()) return;
    if (const auto* csrf = document.as_object().if_contains("csrf"); csrf != nullptr && csrf->is_string())
        csrf_.assign(csrf->as_string().data(), csrf->as_string().size());
}

} // namespace nscl::tests
