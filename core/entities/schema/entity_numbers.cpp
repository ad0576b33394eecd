#include "core/entities/schema/entity_numbers.hpp"

#include <map>
#include <string>

namespace nscl::entities {

std::vector<database::table_model> number_tables()
{
    using database::storage;
    return {{"core_entity",
             {{"name", storage::short_text, 100, false, ""}, {"number", storage::integer, 0, false, ""}},
             {"name"},
             {}}};
}

void number_entities(database::database& where, model& of)
{
    of.number_entities(where.write([&](database::transaction& in) {
        std::map<std::string, std::int64_t> numbers;
        static constexpr database::column types[] = {database::column::text, database::column::integer};
        in.query("SELECT \"name\",\"number\" FROM core_entity", {}, types,
                 [&](const database::row& row) { numbers.emplace(row.text(0), row.integer(1)); });
        for (const auto* each : of.entities()) {
            if (numbers.contains(each->full_name())) continue;
            const auto number = in.next_number("core_entity");
            const database::value values[] = {each->full_name(), number};
            in.execute("INSERT INTO core_entity (\"name\",\"number\") VALUES (?,?)", values);
            numbers.emplace(each->full_name(), number);
        }
        return numbers;
    }));
}

} // namespace nscl::entities
