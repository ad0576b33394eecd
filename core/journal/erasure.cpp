#include "core/journal/erasure.hpp"

#include "core/journal/journal.hpp"
#include "core/platform/json_text.hpp"
#include "core/platform/utf8.hpp"

#include <array>

namespace nscl::journal {

using messages::field_error;

namespace {

constexpr std::size_t longest_reason = 500;

/// Events of the core are about no entity's record; `record` is the erased row, whose id no record has: all ids are from one sequence.
constexpr const char* erasing_plugin = "core";
constexpr const char* erasing_action = "erase";

std::vector<field_error> problems_of(const std::string& reason)
{
    const auto problem = [](const char* code, messages::parameters values = {}) {
        return std::vector<field_error>{{"/reason", code, std::move(values)}};
    };
    if (reason.empty()) return problem("required");
    if (!platform::is_utf8(reason)) return problem("invalid_utf8");
    if (platform::length(reason) > longest_reason)
        return problem("too_long", {{"limit", std::to_string(longest_reason)}});
    return {};
}

/// Why nothing was erased.
const char* obstacle(database::reader& from, std::int64_t row)
{
    const std::array<database::value, 1> id{row};
    const auto sealed =
        from.integer(R"(SELECT CASE WHEN "seal_number" IS NULL THEN 0 ELSE 1 END FROM core_journal WHERE "id"=?)", id);
    if (!sealed) return "unknown_journal_row";
    return *sealed == 0 ? "not_sealed_yet" : "already_erased";
}

void tell_erasure(database::transaction& in, std::int64_t row, const std::string& reason, platform::instant now)
{
    entry told;
    told.at = now;
    told.user_name = "audit";
    told.origin = "system";
    told.plugin = erasing_plugin;
    told.record = row;
    told.action = erasing_action;
    told.changes = "{\"reason\":";
    platform::write_json_string(told.changes, reason);
    told.changes += "}";
    append(in, told);
}

} // namespace

std::vector<std::int64_t> rows_with_values(database::reader& from, std::string_view entity, std::int64_t record)
{
    static constexpr std::array types{database::column::integer};
    const std::array<database::value, 2> about{std::string{entity}, record};
    std::vector<std::int64_t> found;
    from.query(R"(SELECT "id" FROM core_journal WHERE "entity"=? AND "record"=? AND "changes"<>'' ORDER BY "version")",
               about, types, [&](const database::row& row) { found.push_back(row.integer(0)); });
    return found;
}

messages::outcome<> erase(database::transaction& in, const std::vector<std::int64_t>& rows, const std::string& reason,
                          platform::instant now)
{
    messages::refusal refused{.why = messages::reason::invalid, .code = "invalid"};
    refused.errors = problems_of(reason);
    if (!refused.errors.empty()) return refused;
    for (const auto row : rows) {
        const std::array<database::value, 1> id{row};
        if (in.execute(R"(UPDATE core_journal SET "user_name"='',"origin"='',"changes"='',"salt"=NULL )"
                       R"(WHERE "id"=? AND "seal_number" IS NOT NULL AND "salt" IS NOT NULL)",
                       id) == 1)
            tell_erasure(in, row, reason, now);
        else
            refused.errors.push_back({"/" + std::to_string(row), obstacle(in, row), {}});
    }
    if (!refused.errors.empty()) return refused;
    return messages::outcome<>{boost::system::in_place_value};
}

bool erasure_is_told(database::reader& from, std::int64_t row, std::int64_t number)
{
    const std::array<database::value, 4> told{row, std::string{erasing_plugin}, std::string{erasing_action}, number};
    return from
        .integer(R"(SELECT 1 FROM core_journal WHERE "entity"='' AND "record"=? AND "plugin"=? AND "action"=? )"
                 R"(AND ("seal_number" IS NULL OR "seal_number">?) LIMIT 1)",
                 told)
        .has_value();
}

} // namespace nscl::journal
