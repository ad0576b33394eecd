#include "once_only.hpp"

#include "blocking.hpp"
#include "mergers.hpp"
#include "money.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace programme {

using namespace nscl::sdk;

namespace {

bool keep_blocking(const context& in)
{
    return in.setting<bool>("recovered_funds_keep_blocking");
}

/// Reads mergers under lock: they stay as they are until the transaction ends.
merger_lookup locked_mergers(const transaction& in)
{
    return [&in](std::int64_t organization) -> std::optional<merger> {
        in.lock("organization", organization);
        const auto record = in.read("organization", organization, as_plugin);
        const auto successor = record.get<std::int64_t>("successor");
        if (!successor) return std::nullopt;
        const auto merged_on = record.get<date>("merged_on");
        return merger{*successor, merged_on ? to_text(*merged_on) : ""};
    };
}

std::string identity_after_mergers(const transaction& in, std::int64_t organization)
{
    const auto last = stands_for(organization, after_all_mergers, locked_mergers(in));
    return in.read("organization", last, as_plugin).get<std::string>("identity").value_or("");
}

/// The organization and all that were merged into it, one by one or through others.
std::vector<std::int64_t> with_predecessors(const transaction& in, std::int64_t organization)
{
    std::vector<std::int64_t> all{organization};
    for (std::size_t next = 0; next < all.size(); ++next) {
        std::vector<std::int64_t> merged;
        for (const auto& [id] : in.query<std::int64_t>(
                 "SELECT \"id\" FROM \"programme_organization\" WHERE \"successor\"=? ORDER BY \"id\"", {all[next]}))
            merged.push_back(id);
        for (const auto id : merged) {
            if (std::find(all.begin(), all.end(), id) != all.end()) continue;
            in.lock("organization", id);
            all.push_back(id);
        }
    }
    return all;
}

std::vector<std::int64_t> applications_of(const transaction& in, std::int64_t organization)
{
    std::vector<std::int64_t> all;
    for (const auto& [id] : in.query<std::int64_t>(
             "SELECT \"id\" FROM \"programme_application\" WHERE \"organization\"=? ORDER BY \"id\"", {organization}))
        all.push_back(id);
    return all;
}

/// The application's number, and those of the others that block its content for this identity.
void name_rivals(const transaction& in, std::int64_t application, const std::string& identity,
                 std::set<std::string>& numbers)
{
    const auto record = in.read("application", application, as_plugin);
    const auto content = in.read("support_content", *record.get<std::int64_t>("content"), as_plugin);
    numbers.insert(record.get<std::string>("number").value_or(""));
    for (const auto& [number, state, paid, recovered] :
         in.query<std::string, std::string, std::optional<std::int64_t>, std::optional<std::int64_t>>(
             "SELECT a.\"number\",a.\"state\",a.\"paid_vnd\",a.\"recovered_vnd\" FROM \"programme_application\" a"
             " JOIN \"programme_support_content\" c ON c.\"id\"=a.\"content\""
             " WHERE a.\"identity\"=? AND c.\"once_key\"=?",
             {identity, content.get<std::string>("once_key").value_or("")})) {
        if (blocks_content(state, paid.value_or(0) - recovered.value_or(0), keep_blocking(in))) numbers.insert(number);
    }
}

std::string joined(const std::set<std::string>& words)
{
    std::string all;
    for (const auto& each : words) all += (all.empty() ? "" : ", ") + each;
    return all;
}

} // namespace

std::optional<std::string> once_only_claim(const change& application)
{
    const auto content = application.get<std::int64_t>("content");
    const auto identity = application.get<std::string>("identity");
    const auto kept = amount(application, "paid_vnd") - amount(application, "recovered_vnd");
    const auto state = application.get<std::string_view>("state").value_or("draft");
    if (!content || !identity || !blocks_content(state, kept, keep_blocking(application))) return std::nullopt;
    return *identity + "|" +
           application.read("support_content", *content, as_plugin).get<std::string>("once_key").value_or("");
}

void identify(draft& application)
{
    const auto organization = application.get<std::int64_t>("organization");
    if (!organization || !application.find("organization", *organization, as_plugin)) return; // the host reports it
    application.set("identity", identity_after_mergers(application, *organization));
    application.set("organization_name",
                    application.read("organization", *organization, as_plugin).get<std::string>("name"));
}

void carry_identity_over(draft& organization, problems& found)
{
    if (!organization.changed("identity") && !organization.changed("successor")) return;
    const auto successor = organization.get<std::int64_t>("successor");
    if (successor && leads_to(*successor, organization.id(), locked_mergers(organization))) return; // check_successor
    const auto identity = successor ? identity_after_mergers(organization, *successor)
                                    : organization.get<std::string>("identity").value_or("");
    std::set<std::string> rivals;
    for (const auto owner : with_predecessors(organization, organization.id())) {
        for (const auto application : applications_of(organization, owner)) {
            try {
                organization.update("application", application, {{"identity", identity}}, as_plugin);
            } catch (const error& refused) {
                if (refused.code() != "once_only") throw;
                name_rivals(organization, application, identity, rivals);
            }
        }
    }
    if (rivals.empty()) return;
    const auto* field = organization.changed("successor")  ? "successor"
                        : organization.changed("tax_code") ? "tax_code"
                                                           : "head_office_in_province";
    found.at(field, "once_only_twice", {{"applications", joined(rivals)}});
}

void check_successor(const change& organization, problems& found)
{
    const auto successor = organization.get<std::int64_t>("successor");
    if (!successor || !organization.find("organization", *successor, as_plugin)) return;
    if (*successor == organization.id())
        found.at("successor", "successor_is_itself");
    else if (leads_to(*successor, organization.id(), locked_mergers(organization)))
        found.at("successor", "merger_in_circle");
    const auto merged_on = organization.get<date>("merged_on");
    if (!merged_on) found.at("merged_on", "required");
    if (merged_on && *merged_on > organization.today()) found.at("merged_on", "date_in_future");
}

} // namespace programme
