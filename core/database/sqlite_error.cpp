#include "core/database/native_error.hpp"

#include <sqlite3.h>

namespace nscl::database {
namespace {

fault fault_of(int code)
{
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return fault::unique_violation;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER: return fault::foreign_key_violation; // what RESTRICT raises
    case SQLITE_CONSTRAINT_NOTNULL: return fault::not_null_violation;
    case SQLITE_CONSTRAINT_CHECK: return fault::check_violation;
    case SQLITE_BUSY_SNAPSHOT: return fault::conflict;
    default: break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return fault::busy;
    case SQLITE_READONLY: return fault::read_only;
    case SQLITE_FULL: return fault::disk_full;
    case SQLITE_IOERR: return fault::disk_failed;
    case SQLITE_TOOBIG: return fault::too_long;
    default: return fault::other;
    }
}

/// What follows "... constraint failed: ", without the text that the driver puts around it.
std::string named_in(std::string_view message)
{
    static constexpr std::string_view mark = "constraint failed: ";
    const auto at = message.rfind(mark);
    return at == std::string_view::npos ? std::string{} : std::string{message.substr(at + mark.size())};
}

/// "table.column" -> "column".
std::string column_of(const std::string& named)
{
    return named.substr(named.rfind('.') + 1);
}

} // namespace

error sqlite_error(int code, std::string_view message)
{
    const fault kind = fault_of(code);
    std::string constraint;
    if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        constraint = "PRIMARY";
    else if (kind == fault::not_null_violation)
        constraint = column_of(named_in(message));
    else if (kind == fault::unique_violation || kind == fault::check_violation)
        constraint = named_in(message);
    return {kind, "SQLite error " + std::to_string(code) + ": " + std::string{message}, constraint};
}

} // namespace nscl::database
