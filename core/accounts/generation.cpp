#include "core/accounts/generation.hpp"

#include <stdexcept>
#include <string>

namespace nscl::accounts::generation {

void prepare(database::transaction& in)
{
    const std::string sql =
        std::string{in.dialect().insert_or_ignore()} + R"( core_generation ("topic","value") VALUES (?,1))";
    for (const auto topic : {access, set_up}) {
        const database::value key[] = {std::string{topic}};
        in.execute(sql, key);
    }
}

void bump(database::transaction& in, std::string_view topic)
{
    const database::value key[] = {std::string{topic}};
    if (in.execute(R"(UPDATE core_generation SET "value"="value"+1 WHERE "topic"=?)", key) != 1) {
        throw std::logic_error("the counters of core_generation were not prepared");
    }
}

} // namespace nscl::accounts::generation
