#include "application_parts.hpp"

#include <algorithm>

namespace programme {

using namespace nscl::sdk;

namespace {

/// States in which the content is neither reserved nor used up.
constexpr std::string_view free_states[] = {"draft", "rejected", "withdrawn", "cancelled", "expired"};

bool blocks(const change& application)
{
    const auto state = application.get<std::string_view>("state").value_or("draft");
    if (std::find(std::begin(free_states), std::end(free_states), state) != std::end(free_states)) return false;
    const auto kept = application.get<std::int64_t>("paid_vnd").value_or(0) - application.get<std::int64_t>("recovered_vnd").value_or(0);
    if (state == "terminated") return kept > 0;
    if (state == "funds_recovered") return application.setting<bool>("recovered_funds_keep_blocking");
    return true;
}

/// After a merger the successor's identity counts.
std::string identity_of(const change& application, std::int64_t organization)
{
    auto record = application.read("organization", organization, as_plugin);
    for (int mergers = 0; mergers < 8; ++mergers) {
        const auto successor = record.get<std::int64_t>("successor");
        if (!successor) break;
        record = application.read("organization", *successor, as_plugin);
    }
    return record.get<std::string>("identity").value_or("");
}

} // namespace

std::optional<std::string> once_only_claim(const change& application)
{
    const auto organization = application.get<std::int64_t>("organization");
    const auto content = application.get<std::int64_t>("content");
    if (!organization || !content || !blocks(application)) return std::nullopt;
    const auto once_key = application.read("support_content", *content, as_plugin).get<std::string>("once_key").value_or("");
    return identity_of(application, *organization) + "|" + once_key;
}

} // namespace programme
