#pragma once

#include "core/platform/encoding.hpp"
#include "tests/unit/entities/club.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::tests {

inline std::vector<entities::record_id> ids_of(const entities::page& of)
{
    std::vector<entities::record_id> result;
    for (const auto& each : of.records) result.push_back(each.id);
    return result;
}

/// Percent-encodes everything.
inline std::string encoded(std::string_view text)
{
    std::string result;
    for (const char c : text) result += "%" + platform::to_hex(std::string_view{&c, 1});
    return result;
}

/// Three members of one branch, and more where a test asks for them.
class member_lists : public club_test {
protected:
    member_lists() : hue(add_branch("Huế"))
    {
        const auto branch = std::to_string(hue);
        an = club.add("club.member", {{"name", "\"Nguyễn Thị Ánh\""},
                                      {"branch", branch},
                                      {"code", "\"A1\""},
                                      {"born", "\"2000-01-01\""},
                                      {"fee", "100"},
                                      {"rate", "\"1.50\""},
                                      {"level", "1"},
                                      {"kind", "\"guest\""},
                                      {"seen", "\"2026-01-01T00:00:00Z\""},
                                      {"secret", "\"mật\""}});
        binh = club.add("club.member", {{"name", "\"Đỗ Bình\""},
                                        {"branch", branch},
                                        {"code", "\"A2\""},
                                        {"born", "\"1999-12-31\""},
                                        {"fee", "200"},
                                        {"rate", "\"-0.25\""},
                                        {"level", "2"},
                                        {"kind", "\"full\""},
                                        {"active", "false"},
                                        {"mentor", std::to_string(an)},
                                        {"friends", "[" + std::to_string(an) + "]"},
                                        {"mail", "\"binh@example.vn\""}});
        chi = club.add("club.member", {{"name", "\"Hòa Chế\""}, {"branch", branch}, {"active", "true"}});
    }

    std::vector<entities::record_id> found(const std::string& query)
    {
        auto listed = club.list(person(1, {"chief"}), "club.member", query);
        if (listed.has_error()) ADD_FAILURE() << query << ": " << in_words(listed.error());
        return listed.has_error() ? std::vector<entities::record_id>{} : ids_of(*listed);
    }
    std::string refused(const std::string& query)
    {
        return refusal_of(club.list(person(1, {"clerk"}, {{"branch", {hue}}}), "club.member", query));
    }

    /// So many more members, which a search finds as it finds `like`; the database makes them. Their names are their ids.
    void add_more(entities::record_id like, entities::record_id many, entities::record_id first = 1'000'000)
    {
        db().write([&](database::transaction& in) {
            const auto copy = [&](entities::record_id from, entities::record_id before, entities::record_id further) {
                const auto id = [&](const std::string& column) {
                    return "t." + column + "+" + std::to_string(further);
                };
                const auto within = [&](const std::string& column) {
                    return " WHERE t." + column + ">=" + std::to_string(from) + " AND t." + column + "<" +
                           std::to_string(before);
                };
                in.execute("INSERT INTO club_member (id,version,created_at,updated_at,name,branch) SELECT " + id("id") +
                           ",1,0,0," + id("id") + ",t.branch FROM club_member t" + within("id"));
                in.execute("INSERT INTO core_word (entity,word,record) SELECT t.entity,t.word," + id("record") +
                           " FROM core_word t" + within("record"));
            };
            copy(like, like + 1, first - like);
            for (entities::record_id there = 1; there < many; there *= 2)
                copy(first, first + std::min(there, many - there), there);
        });
    }

    entities::record_id hue, an = 0, binh = 0, chi = 0;
};
} // namespace nscl::tests
