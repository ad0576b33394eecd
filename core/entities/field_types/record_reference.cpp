#include "core/entities/field_types/record_reference.hpp"

namespace nscl::entities {

std::optional<value_error> record_reference::refuse(std::int64_t number) const
{
    if (!is_record_id(number)) return value_error{std::string(malformed()), {}};
    return std::nullopt;
}

std::optional<database::column_model> record_reference::column(const field& of) const
{
    auto column = whole_number_like::column(of);
    if (of.target) column->references = of.target->table();
    return column;
}

std::string record_reference::json_schema(const field&) const
{
    return R"({"type":"integer","minimum":1,"maximum":9007199254740991})";
}

} // namespace nscl::entities
