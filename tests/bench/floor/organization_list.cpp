#include "tests/bench/floor/organization_list.hpp"

#include <sodium.h>

#include <array>
#include <cstdio>
#include <ctime>

namespace nscl::bench {

namespace {

enum class kind { text, number, boolean, reference };

struct column {
    const char* name;
    kind what;
};

/// After id and version; a reference takes two columns of the query, its id and its label.
constexpr std::array columns{
    column{"name", kind::text},
    column{"tax_code", kind::text},
    column{"type", kind::text},
    column{"commune", kind::reference},
    column{"address", kind::text},
    column{"main_product", kind::text},
    column{"representative", kind::text},
    column{"phone", kind::text},
    column{"email", kind::text},
    column{"website", kind::text},
    column{"status", kind::text},
    column{"sector_group", kind::text},
    column{"insured_workers", kind::number},
    column{"revenue_vnd", kind::number},
    column{"capital_vnd", kind::number},
    column{"size_declared_on", kind::text},
    column{"size_class", kind::text},
    column{"key_product", kind::boolean},
    column{"value_chain", kind::boolean},
    column{"innovative_startup", kind::boolean},
    column{"priority_score", kind::number},
    column{"head_office_in_province", kind::boolean},
    column{"moved_out_on", kind::text},
    column{"successor", kind::reference},
    column{"merged_on", kind::text},
    column{"identity", kind::text},
};

constexpr const char* session_sql =
    R"(SELECT s."user",u."username",u."display_name",u."active",s."last_seen",s."expires_at",g."value" FROM core_session s)"
    R"( JOIN core_user u ON u."id"=s."user" JOIN core_generation g ON g."topic"='access' WHERE s."token"=?)";

std::string page_sql()
{
    std::string selected = R"(t."id",t."version")";
    for (const column& each : columns) {
        selected += std::string{",t.\""} + each.name + "\"";
        if (each.what == kind::reference) selected += std::string{",l_"} + each.name + ".\"name\"";
    }
    return "SELECT " + selected +
           R"(,t."created_at",t."updated_at" FROM programme_organization t)"
           R"( LEFT JOIN programme_commune l_commune ON l_commune."id"=t."commune")"
           R"( LEFT JOIN programme_organization l_successor ON l_successor."id"=t."successor")"
           R"( WHERE t."type"=? AND t."_sort_name" IS NOT NULL ORDER BY t."_sort_name",t."id" LIMIT 21)";
}

void write_text(std::string& out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        } else {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escaped.data();
        }
    }
    out += '"';
}

void write_instant(std::string& out, std::int64_t microseconds)
{
    const std::time_t seconds = microseconds / 1000000;
    std::tm at{};
    gmtime_r(&seconds, &at);
    std::array<char, 40> text{};
    std::size_t length = std::strftime(text.data(), text.size(), "\"%FT%T", &at);
    if (const auto fraction = static_cast<int>(microseconds % 1000000); fraction != 0)
        length +=
            static_cast<std::size_t>(std::snprintf(text.data() + length, text.size() - length, ".%06d", fraction));
    out.append(text.data(), length);
    out += "Z\"";
}

} // namespace

organization_list::organization_list(const std::string& database)
    : database_(database), session_(database_, session_sql), page_(database_, page_sql())
{
}

bool organization_list::knows(std::string_view session_token)
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(session_token.data()), session_token.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hexadecimal{};
    sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), hash.data(), hash.size());
    session_.bind(1, std::string_view{hexadecimal.data(), hexadecimal.size() - 1});
    const bool found = session_.step() && session_.integer(3) != 0;
    session_.reset();
    return found;
}

void organization_list::write_row(std::string& out) const
{
    out += "{\"id\":" + std::to_string(page_.integer(0)) + ",\"version\":" + std::to_string(page_.integer(1));
    int at = 2;
    for (const column& each : columns) {
        out += ",\"";
        out += each.name;
        out += "\":";
        if (page_.is_null(at)) {
            out += "null";
        } else if (each.what == kind::text) {
            write_text(out, page_.text(at));
        } else if (each.what == kind::number) {
            out += std::to_string(page_.integer(at));
        } else if (each.what == kind::boolean) {
            out += page_.integer(at) != 0 ? "true" : "false";
        } else {
            out += "{\"id\":" + std::to_string(page_.integer(at)) + ",\"label\":";
            write_text(out, page_.text(at + 1));
            out += '}';
        }
        at += each.what == kind::reference ? 2 : 1;
    }
    out += ",\"created_at\":";
    write_instant(out, page_.integer(at));
    out += ",\"updated_at\":";
    write_instant(out, page_.integer(at + 1));
    out += '}';
}

std::string organization_list::first_page()
{
    std::string out = "{\"data\":[";
    out.reserve(24 * 1024);
    page_.bind(1, "public_unit");
    std::int64_t last = 0;
    for (int rows = 0; page_.step();) {
        if (rows == 20) { // the page goes on: its end, in a form of which the client knows nothing
            out += "],\"page\":{\"next\":\"" + std::to_string(last) + "\"}}";
            page_.reset();
            return out;
        }
        if (rows++ > 0) out += ',';
        last = page_.integer(0);
        write_row(out);
    }
    page_.reset();
    return out + "],\"page\":{\"next\":null}}";
}

} // namespace nscl::bench
