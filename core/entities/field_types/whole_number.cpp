#include "core/entities/field_types/whole_number.hpp"

#include "core/entities/field_types/grouped_digits.hpp"

#include <charconv>

namespace nscl::entities {

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

bool is_record_id(std::int64_t number)
{
    return number > 0 && number <= greatest_exact;
}

std::optional<value_error> whole_number_like::refuse(std::int64_t number) const
{
    if (number > greatest_exact || number < -greatest_exact) return value_error{"out_of_range", {}};
    return std::nullopt;
}

parsed_value whole_number_like::accepted(std::int64_t number) const
{
    if (auto refused = refuse(number)) return *refused;
    return field_value{number};
}

parsed_value whole_number_like::parse_json(const field&, const boost::json::value& json) const
{
    if (json.is_null()) return field_value{};
    if (json.is_uint64()) return value_error{"out_of_range", {}};
    if (!json.is_int64()) return value_error{"wrong_type", {{"expected", "integer"}}};
    return accepted(json.get_int64());
}

parsed_value whole_number_like::parse_text(const field&, std::string_view text) const
{
    if (text.empty()) return field_value{};
    const auto number = whole_number(ungrouped(text));
    if (!number) return value_error{std::string(malformed()), {}};
    return accepted(*number);
}

parsed_value whole_number_like::parse_stored(const field&, const field_value& value) const
{
    const auto* number = std::get_if<std::int64_t>(&value);
    if (!number) return value_error{"wrong_type", {{"expected", "integer"}}};
    return accepted(*number);
}

void whole_number_like::write_json(std::string& out, const field& of, const field_value& value) const
{
    out += is_null(value) ? "null" : write_text(of, value);
}

std::string whole_number_like::write_text(const field&, const field_value& value) const
{
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? std::to_string(*number) : std::string();
}

std::optional<database::column_model> whole_number_like::column(const field& of) const
{
    database::column_model column;
    column.name = of.name;
    column.storage = database::storage::integer;
    return column;
}

std::string whole_number_like::json_schema(const field& of) const
{
    const auto bound = [&](const auto& declared, std::int64_t other) {
        return write_text(of, declared ? *declared : field_value{other});
    };
    return R"({"type":"integer","minimum":)" + bound(of.min, -greatest_exact) + R"(,"maximum":)" +
           bound(of.max, greatest_exact) + "}";
}

} // namespace nscl::entities
