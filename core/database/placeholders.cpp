#include "core/database/placeholders.hpp"

#include "core/database/error.hpp"

#include <algorithm>

namespace nscl::database {
namespace {

[[noreturn]] void refuse(const char* why)
{
    throw error{fault::other, std::string{"the statement cannot be run on every database: "} + why};
}

/// The end of the quoted piece that begins at `from`; a doubled quote is two pieces, which comes to the same.
std::size_t end_of_quoted(std::string_view sql, std::size_t from)
{
    const char quote = sql[from];
    for (std::size_t at = from + 1; at < sql.size(); ++at) {
        if (sql[at] == '\\') refuse("a backslash in quotes; pass it as a parameter");
        if (sql[at] == ':' && quote != '\'') refuse("a colon in a name");
        if (sql[at] == quote) return at + 1;
    }
    refuse("a quote without an end");
}

/// The end of the comment that begins at `at`, or `at` when none does.
std::size_t end_of_comment(std::string_view sql, std::size_t at)
{
    const std::string_view opening = sql.substr(at, 2);
    if (opening == "--") return std::min(sql.find('\n', at), sql.size());
    if (opening != "/*") return at;
    const std::size_t end = sql.find("*/", at + 2);
    if (end == std::string_view::npos) refuse("a comment without an end");
    return end + 2;
}

} // namespace

named_sql name_parameters(std::string_view sql)
{
    named_sql out;
    out.text.reserve(sql.size() + 32);
    for (std::size_t at = 0; at < sql.size();) {
        const char c = sql[at];
        std::size_t end = at + 1;
        if (c == '\'' || c == '"' || c == '`') {
            end = end_of_quoted(sql, at);
            out.text += sql.substr(at, end - at);
        } else if (const std::size_t comment = end_of_comment(sql, at); comment != at) {
            end = comment;
            out.text += ' ';
        } else if (c == '?') {
            out.text += ":p" + std::to_string(++out.parameters);
        } else if (c == ':') {
            refuse("a colon outside quotes");
        } else {
            out.text += c;
        }
        at = end;
    }
    return out;
}

} // namespace nscl::database
