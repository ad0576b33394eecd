#include "tests/bench/floor/organizations.hpp"

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

std::string select_sql(const std::string& rest)
{
    std::string selected = R"(t."id",t."version")";
    for (const column& each : columns) {
        selected += std::string{",t.\""} + each.name + "\"";
        if (each.what == kind::reference) selected += std::string{",l_"} + each.name + ".\"name\"";
    }
    return "SELECT " + selected +
           R"(,t."created_at",t."updated_at" FROM programme_organization t)"
           R"( LEFT JOIN programme_commune l_commune ON l_commune."id"=t."commune")"
           R"( LEFT JOIN programme_organization l_successor ON l_successor."id"=t."successor")" +
           rest;
}

/// Its parameters are the communes and the type. The plus keeps the database from the index of communes, where it would have to sort all their
/// organizations for one page: who writes by hand knows that so many are many.
std::string page_condition(std::size_t communes)
{
    std::string scope;
    for (std::size_t i = 0; i < communes; ++i) scope += i == 0 ? "?" : ",?";
    if (communes > 0) scope = R"(+t."commune" IN ()" + scope + ") AND ";
    return " WHERE " + scope + R"(t."type"=? AND t."_sort_name" IS NOT NULL ORDER BY t."_sort_name",t."id" LIMIT 21)";
}

constexpr const char* one_condition = R"( WHERE t."id"=?)";

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

/// The row that the statement stands on, without the closing brace.
void write_row(std::string& out, const statement& from)
{
    out += "{\"id\":" + std::to_string(from.integer(0)) + ",\"version\":" + std::to_string(from.integer(1));
    int at = 2;
    for (const column& each : columns) {
        out += ",\"";
        out += each.name;
        out += "\":";
        if (from.is_null(at)) {
            out += "null";
        } else if (each.what == kind::text) {
            write_text(out, from.text(at));
        } else if (each.what == kind::number) {
            out += std::to_string(from.integer(at));
        } else if (each.what == kind::boolean) {
            out += from.integer(at) != 0 ? "true" : "false";
        } else {
            out += "{\"id\":" + std::to_string(from.integer(at)) + ",\"label\":";
            write_text(out, from.text(at + 1));
            out += '}';
        }
        at += each.what == kind::reference ? 2 : 1;
    }
    out += ",\"created_at\":";
    write_instant(out, from.integer(at));
    out += ",\"updated_at\":";
    write_instant(out, from.integer(at + 1));
}

} // namespace

organizations::organizations(const std::string& database, std::span<const std::int64_t> communes)
    : database_(database),
      communes_(communes.begin(), communes.end()),
      session_(database_, session_sql),
      page_(database_, select_sql(page_condition(communes.size()))),
      one_(database_, select_sql(one_condition))
{
}

bool organizations::knows(std::string_view session_token)
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

std::string organizations::first_page()
{
    std::string out = "{\"data\":[";
    out.reserve(24 * 1024);
    int parameter = 0;
    for (const std::int64_t commune : communes_) page_.bind(++parameter, commune);
    page_.bind(++parameter, "public_unit");
    std::int64_t last = 0;
    for (int rows = 0; page_.step();) {
        if (rows == 20) { // the page goes on: its end, in a form of which the client knows nothing
            out += "],\"page\":{\"next\":\"" + std::to_string(last) + "\"}}";
            page_.reset();
            return out;
        }
        if (rows++ > 0) out += ',';
        last = page_.integer(0);
        write_row(out, page_);
        out += '}';
    }
    page_.reset();
    return out + "],\"page\":{\"next\":null}}";
}

std::string organizations::one(std::int64_t id)
{
    std::string out;
    one_.bind(1, id);
    if (one_.step()) {
        write_row(out, one_);
        out += R"(,"meta":{"can":["update","delete","history"],"transitions":[]}})";
    }
    one_.reset();
    return out;
}

} // namespace nscl::bench
