#include "core/database/native_error.hpp"

#include <algorithm>
#include <array>

namespace nscl::database {
namespace {

fault fault_of(unsigned code)
{
    switch (code) {
    case 1062: // duplicate entry
    case 1586: return fault::unique_violation;
    case 1216:
    case 1217:
    case 1451: // the row is referred to
    case 1452: return fault::foreign_key_violation;
    case 1048:                                   // column cannot be null
    case 1364: return fault::not_null_violation; // left out and no default
    case 3819:                                   // MySQL's check
    case 4025: return fault::check_violation;
    case 1153: // packet too large
    case 1406: return fault::too_long;
    case 1020:                         // record has changed since it was read
    case 1412:                         // its table's definition has
    case 1615:                         // and the statement's could not follow
    case 1213: return fault::conflict; // deadlock, or a cluster's certification
    case 1040:                         // too many connections
    case 1203:
    case 1205: // lock wait timeout: it has waited already
    case 1226:
    case 1317: // interrupted by an administrator
    case 1461: // no room for prepared statements
    case 1969: // statement timeouts
    case 3024: return fault::busy;
    case 1047: // cluster not ready
    case 1053: // server shutdown
    case 1077:
    case 1152:
    case 1158:
    case 1159:
    case 1160:
    case 1161:
    case 1184:
    case 1927: // connection was killed
    case 2002:
    case 2003:
    case 2006: // server has gone away
    case 2013: // lost during query
    case 2055: return fault::connection_lost;
    case 1290:
    case 1792:
    case 1836: return fault::read_only;
    case 1021:
    case 1041:
    case 1114: return fault::disk_full;
    default: return fault::other;
    }
}

/// Messages made of names and numbers only. Others ("Duplicate entry '...'", "near '...'") may repeat what a user
/// typed.
bool holds_no_values(unsigned code)
{
    static constexpr std::array safe{1005U, 1020U, 1040U, 1044U, 1045U, 1046U, 1047U, 1048U, 1049U, 1050U,
                                     1053U, 1054U, 1059U, 1060U, 1061U, 1068U, 1069U, 1070U, 1071U, 1072U,
                                     1091U, 1101U, 1114U, 1118U, 1142U, 1146U, 1153U, 1170U, 1205U, 1213U,
                                     1226U, 1227U, 1290U, 1317U, 1364U, 1406U, 1412U, 1451U, 1452U, 1461U,
                                     1615U, 1824U, 1927U, 2002U, 2003U, 2005U, 2006U, 2013U, 2055U, 4025U};
    return std::ranges::find(safe, code) != safe.end();
}

/// What stands between the last `opening` and the `closing` after it, or at the end.
std::string last_between(std::string_view text, std::string_view opening, char closing)
{
    const auto at = text.rfind(opening);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + opening.size());
    return std::string{text.substr(0, text.find(closing))};
}

/// The name after "CONSTRAINT ", quoted as the session's sql_mode has it.
std::string constraint_named_in(std::string_view message)
{
    const std::string quoted = last_between(message, "CONSTRAINT `", '`');
    return quoted.empty() ? last_between(message, "CONSTRAINT \"", '"') : quoted;
}

std::string constraint_in(unsigned code, fault kind, std::string_view message)
{
    switch (kind) {
    case fault::unique_violation: {
        const std::string key = last_between(message, "for key '", '\'');
        return key.substr(key.rfind('.') + 1); // MySQL 8 says table.key
    }
    case fault::foreign_key_violation: return constraint_named_in(message);
    case fault::check_violation:
        return code == 4025 ? constraint_named_in(message) : last_between(message, "constraint '", '\'');
    case fault::not_null_violation: {
        const auto at = message.find('\'');
        return at == std::string_view::npos ? std::string{}
                                            : std::string{message.substr(at + 1, message.find('\'', at + 1) - at - 1)};
    }
    default: return {};
    }
}

} // namespace

error mysql_error(unsigned code, std::string_view message)
{
    const fault kind = fault_of(code);
    const std::string constraint = constraint_in(code, kind, message);
    std::string words = "MySQL error " + std::to_string(code);
    if (holds_no_values(code))
        words += ": " + std::string{message};
    else if (!constraint.empty())
        words += ": constraint " + constraint;
    return {kind, words, constraint};
}

} // namespace nscl::database
