#include "public_offer.hpp"

#include <algorithm>
#include <utility>

namespace programme {

using namespace nscl::sdk;

namespace {

using text = std::optional<std::string>;

/// A stored date; they are written like "2026-01-31".
date day_of(std::string_view stored)
{
    return parse_date(stored).value_or(date{});
}

std::vector<open_call> read_calls(const context& in)
{
    const auto today = to_text(in.today());
    std::vector<open_call> calls;
    for (auto&& [id, number, title, conditions, opens_on, closes_on] :
         in.query<std::int64_t, text, std::string, text, std::string, std::string>(
             R"(SELECT "id","number","title","conditions","opens_on","closes_on" FROM "programme_support_call")"
             R"( WHERE "state"='published' AND "opens_on"<=? AND "closes_on">=? ORDER BY "closes_on","id")",
             {today, today})) {
        calls.push_back({.id = id,
                         .number = number.value_or(""),
                         .title = title,
                         .conditions = conditions.value_or(""),
                         .opens_on = day_of(opens_on),
                         .closes_on = day_of(closes_on)});
    }
    return calls;
}

/// A call that names contents is for these; those that ended since are named no more.
void add_contents(std::vector<open_call>& calls, const context& in)
{
    const auto today = to_text(in.today());
    for (auto&& [id, vi, en, active] : in.query<std::int64_t, std::string, text, std::int64_t>(
             R"(SELECT k."id",c."name_vi",c."name_en",COALESCE(c."active",1) FROM "programme_support_call__contents" k)"
             R"( JOIN "programme_support_call" s ON s."id"=k."id")"
             R"( JOIN "programme_support_content" c ON c."id"=k."target")"
             R"( WHERE s."state"='published' AND s."opens_on"<=? AND s."closes_on">=? ORDER BY k."id",k."position")",
             {today, today})) {
        const auto call = std::find_if(calls.begin(), calls.end(), [&](const auto& each) { return each.id == id; });
        if (call == calls.end()) continue;
        call->for_every_content = false;
        if (active != 0) call->contents.push_back({vi, en.value_or("")});
    }
}

std::vector<offered_content> read_contents(const context& in)
{
    std::vector<offered_content> contents;
    for (auto&& [vi, en, area, kind, unit, standard, types] :
         in.query<std::string, text, std::string, std::string, text, text, text>(
             R"(SELECT "name_vi","name_en","area","support_kind","unit","standard_ref","organization_types")"
             R"( FROM "programme_support_content" WHERE COALESCE("active",1)=1 ORDER BY "id")")) {
        contents.push_back(
            {{vi, en.value_or("")}, area, kind, unit.value_or(""), standard.value_or(""), types.value_or("")});
    }
    return contents;
}

std::vector<offered_rate> read_rates(const context& in)
{
    const auto today = to_text(in.today());
    std::vector<offered_rate> rates;
    for (auto&& [name, area, vi, en, type, size, percent_x100, cap, from, to, basis, resolution, document] :
         in.query<std::string, text, text, text, text, text, std::int64_t, std::optional<std::int64_t>, std::string,
                  text, std::string, text, std::string>(
             R"(SELECT r."name",r."area",c."name_vi",c."name_en",r."organization_type",r."size_class",r."percent",)"
             R"(r."cap_vnd",r."valid_from",r."valid_to",r."legal_basis",r."resolution_no",r."basis_document")"
             R"( FROM "programme_support_rate" r LEFT JOIN "programme_support_content" c ON c."id"=r."content")"
             R"( WHERE r."state"='active' AND r."valid_from"<=? AND (r."valid_to" IS NULL OR r."valid_to">=?))"
             R"( ORDER BY r."id")",
             {today, today})) {
        std::optional<content_name> content;
        if (vi) content = content_name{*vi, en.value_or("")};
        std::optional<date> until;
        if (to) until = day_of(*to);
        rates.push_back({name, area.value_or(""), content, type.value_or(""), size.value_or(""),
                         decimal{percent_x100, 2}, cap, day_of(from), until, basis, resolution.value_or(""), document});
    }
    return rates;
}

} // namespace

public_offer read_public_offer(const context& in)
{
    public_offer offer{read_calls(in), read_contents(in), read_rates(in)};
    if (!offer.calls.empty()) add_contents(offer.calls, in);
    return offer;
}

} // namespace programme
