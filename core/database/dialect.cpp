#include "core/database/dialect.hpp"

namespace nscl::database {

std::string dialect::quoted(std::string_view name)
{
    std::string out{"\""};
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out += '"';
}

} // namespace nscl::database
