#include "core/entities/field_types/field_type.hpp"
#include "core/http/json_body.hpp"
#include "core/http/json_tree.hpp"
#include "tests/fuzz/small_model.hpp"
#include "tests/fuzz/targets.hpp"

namespace nscl::fuzz {
namespace {

using entities::field;
using entities::field_value;

constexpr std::size_t deepest = 32;

/// Whether both stand for the same in a table; a list without items leaves no trace there.
bool same(const field_value& left, const field_value& right)
{
    const auto is_empty = [](const field_value& value) {
        const auto* list = std::get_if<std::vector<entities::record_id>>(&value);
        return entities::is_null(value) || (list && list->empty());
    };
    return left == right || (is_empty(left) && is_empty(right));
}

void check_stored(const field& of, const field_value& stored)
{
    const auto& rules = entities::rules_of(of.type);
    const auto kept = entities::accept_stored(of, stored);
    require(kept.has_value() && same(*kept, stored), "a stored form is accepted as it is");

    const auto from_text = entities::accept_text(of, rules.write_text(of, stored));
    require(from_text.has_value() && same(*from_text, stored), "what an export writes, an import reads");

    std::string written;
    entities::write_plain_value(written, of, stored);
    const auto parsed = http::read_json(written, deepest + 1);
    require(!parsed.error, "a value is written as JSON");
    const auto from_json = entities::accept_json(of, parsed.root);
    require(from_json.has_value() && same(*from_json, stored), "what a client is answered, it may send back");
}

} // namespace

/// The body of a request that creates a record.
void check_record(std::string_view input)
{
    http::request asked;
    asked.verb = http::verb::post;
    asked.headers.emplace_back("content-type", "application/json");
    asked.body = http::request_body{std::string{input}};
    const auto body = http::json_body(asked, deepest);
    require(http::check_json_body(asked, deepest).has_value() || body.has_error(), "one question, one answer");
    if (body.has_error()) return;
    for (const auto& [name, value] : *body) {
        const auto at = thing().find(std::string_view{name});
        if (!at) continue;
        const auto& of = thing().fields[*at];
        const auto accepted = entities::accept_json(of, value);
        if (accepted.has_value()) check_stored(of, *accepted);
        if (!value.is_string()) continue;
        const auto imported = entities::accept_text(of, std::string_view{value.get_string()});
        if (imported.has_value()) check_stored(of, *imported);
    }
}

} // namespace nscl::fuzz
