#include "core/entities/reading/list_query.hpp"

#include "core/platform/encoding.hpp"
#include "core/platform/hash.hpp"

#include <charconv>

namespace nscl::entities {

namespace {

constexpr std::size_t mac_size = 32;

/// Appends a part so that no other sequence of parts gives the same text.
void put(std::string& to, std::string_view part)
{
    to += std::to_string(part.size());
    to += ':';
    to += part;
}

std::string typed(const field_value& value)
{
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return "i" + std::to_string(*integer);
    if (const auto* text = std::get_if<std::string>(&value)) return "t" + *text;
    return "n";
}

/// What a cursor is bound to.
std::string binding(const entity& of, const list_query& query, const condition& scope)
{
    std::string text;
    put(text, of.full_name());
    for (const auto& each : query.filters) {
        put(text, each.field ? of.fields[*each.field].name : "id");
        put(text, std::to_string(static_cast<int>(each.how)));
        for (const auto& value : each.values) put(text, typed(value));
    }
    put(text, query.search);
    put(text, query.sort_field ? of.fields[*query.sort_field].name : "id");
    put(text, query.descending ? "-" : "+");
    put(text, scope.sql);
    for (const auto& value : scope.parameters) {
        if (const auto* integer = std::get_if<std::int64_t>(&value)) put(text, std::to_string(*integer));
        if (const auto* written = std::get_if<std::string>(&value)) put(text, *written);
    }
    return text;
}

} // namespace

cursor_seal::cursor_seal(std::string key) : key_(std::move(key)) {}

std::string cursor_seal::close(const entity& of, const list_query& query, const condition& scope,
                               const list_position& end) const
{
    std::string payload = std::to_string(end.id) + "," + typed(end.sort);
    const auto mac = platform::keyed_hash(key_, binding(of, query, scope) + payload);
    return platform::to_base64url(mac + payload);
}

std::optional<list_position> cursor_seal::open(const entity& of, const list_query& query, const condition& scope) const
{
    const auto sealed = platform::from_base64url(query.cursor);
    if (sealed.size() <= mac_size) return std::nullopt;
    const std::string_view mac = std::string_view{sealed}.substr(0, mac_size);
    const std::string_view payload = std::string_view{sealed}.substr(mac_size);
    const auto expected = platform::keyed_hash(key_, binding(of, query, scope) + std::string{payload});
    if (!platform::equal_in_constant_time(mac, expected)) return std::nullopt;

    const auto comma = payload.find(',');
    list_position position;
    std::from_chars(payload.data(), payload.data() + comma, position.id);
    const auto sort = payload.substr(comma + 1);
    if (sort.front() == 't') {
        position.sort = std::string{sort.substr(1)};
    } else if (sort.front() == 'i') {
        std::int64_t integer = 0;
        std::from_chars(sort.data() + 1, sort.data() + sort.size(), integer);
        position.sort = integer;
    }
    return position;
}

} // namespace nscl::entities
