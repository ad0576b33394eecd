#include "core/database/database.hpp"

#include "core/database/error.hpp"

#include <array>
#include <charconv>

namespace nscl::database {

std::optional<std::int64_t> reader::integer(std::string_view sql, std::span<const value> parameters)
{
    static constexpr std::array columns{column::integer};
    std::optional<std::int64_t> found;
    bool first = true;
    query(sql, parameters, columns, [&](const row& r) {
        if (first && !r.is_null(0)) found = r.integer(0);
        first = false;
    });
    return found;
}

std::optional<std::string> reader::text(std::string_view sql, std::span<const value> parameters)
{
    static constexpr std::array columns{column::text};
    std::optional<std::string> found;
    bool first = true;
    query(sql, parameters, columns, [&](const row& r) {
        if (first && !r.is_null(0)) found = std::string{r.text(0)};
        first = false;
    });
    return found;
}

std::optional<std::int64_t> reader::estimated_rows(std::string_view sql, std::span<const value> parameters)
{
    const auto explain = dialect().explain();
    if (explain.empty()) return std::nullopt;
    const auto plan = text(std::string{explain} + std::string{sql}, parameters).value_or("");
    for (const std::string_view name : {"\"rows\": ", "\"rows_examined_per_scan\": "}) { // MariaDB, MySQL
        const auto at = plan.find(name);
        std::int64_t rows = 0;
        if (at == std::string::npos) continue;
        const char* const begin = plan.data() + at + name.size();
        if (std::from_chars(begin, plan.data() + plan.size(), rows).ec == std::errc{}) return rows;
    }
    return std::nullopt;
}

std::int64_t transaction::next_number(std::string_view sequence)
{
    const std::array<value, 1> name{std::string{sequence}};
    static constexpr std::string_view advance = R"(UPDATE "core_sequence" SET "next" = "next" + 1 WHERE "name" = ?)";
    if (execute(advance, name) == 0) {
        execute(std::string{dialect().insert_or_ignore()} + R"( "core_sequence" ("name", "next") VALUES (?, 1))", name);
        execute(advance, name);
    }
    const auto next = integer(R"(SELECT "next" FROM "core_sequence" WHERE "name" = ?)", name);
    if (!next) throw error{fault::other, "the sequence has no row in core_sequence"};
    return *next - 1;
}

} // namespace nscl::database
