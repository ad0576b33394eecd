#include "application_parts.hpp"
#include "blocking.hpp"

namespace programme {

using namespace nscl::sdk;

namespace {

bool blocks(const change& application)
{
    const auto amount = [&](std::string_view field) { return application.get<std::int64_t>(field).value_or(0); };
    return blocks_content(application.get<std::string_view>("state").value_or("draft"),
                          amount("paid_vnd") - amount("recovered_vnd"),
                          application.setting<bool>("recovered_funds_keep_blocking"));
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
    const auto once_key =
        application.read("support_content", *content, as_plugin).get<std::string>("once_key").value_or("");
    return identity_of(application, *organization) + "|" + once_key;
}

} // namespace programme
