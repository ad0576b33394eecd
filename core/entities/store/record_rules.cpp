#include "core/entities/store/record_rules.hpp"

#include "core/entities/field_types/field_type.hpp"
#include "core/entities/model/label_names.hpp"

#include <algorithm>

namespace nscl::entities {

namespace {

bool has_value(const field_value& value)
{
    if (const auto* list = std::get_if<std::vector<record_id>>(&value)) return !list->empty();
    return !is_null(value);
}

std::string pointer_to(const field& of)
{
    return "/" + of.name;
}

/// The next number in the form of the field's pattern.
std::string next_number(database::transaction& in, const entity& of, const field& numbered, std::string_view local_date)
{
    const auto year = std::string{local_date.substr(0, 4)};
    const auto number = std::to_string(in.next_number(number_sequences(of, numbered.name) + year));
    std::string result;
    for (std::size_t at = 0; at < numbered.number.size(); ++at) {
        if (numbered.number[at] != '{') {
            result += numbered.number[at];
            continue;
        }
        const auto end = numbered.number.find('}', at);
        const auto name = std::string_view{numbered.number}.substr(at + 1, end - at - 1);
        if (name == "year") {
            result += year;
        } else {
            const auto width = static_cast<std::size_t>(name.front() - '0');
            result.append(width > number.size() ? width - number.size() : 0, '0');
            result += number;
        }
        at = end;
    }
    return result;
}

bool holds(const comparison_rule& rule, const field_value& left, const field_value& right)
{
    using op = comparison_rule::op;
    switch (rule.how) {
    case op::eq: return left == right;
    case op::ne: return left != right;
    case op::lt: return left < right;
    case op::le: return left <= right;
    case op::gt: return left > right;
    case op::ge: return left >= right;
    }
    return false;
}

std::string comparison_code(comparison_rule::op how)
{
    using op = comparison_rule::op;
    switch (how) {
    case op::eq: return "must_equal";
    case op::ne: return "must_differ";
    case op::lt: return "must_be_below";
    case op::le: return "must_not_exceed";
    case op::gt: return "must_be_above";
    case op::ge: return "must_not_be_below";
    }
    return "must_equal";
}

bool required_now(const entity& of, const field& asked, const record& draft)
{
    if (asked.required) return true;
    if (asked.required_in.empty() || !of.workflow) return false;
    const auto* state = std::get_if<std::string>(&draft.values[of.workflow->field]);
    return state && std::find(asked.required_in.begin(), asked.required_in.end(), *state) != asked.required_in.end();
}

} // namespace

void fill_new(database::transaction& in, const entity& of, record& draft, std::string_view local_date)
{
    for (std::size_t i = 0; i < of.fields.size(); ++i) {
        const auto& each = of.fields[i];
        auto& value = draft.values[i];
        if (each.state)
            value = of.workflow->initial;
        else if (!each.number.empty())
            value = next_number(in, of, each, local_date);
        else if (is_null(value) && each.default_value)
            value = *each.default_value;
        if (each.type == field_type::multi_reference && is_null(value)) value = std::vector<record_id>{};
    }
}

void require(const entity& of, const record& draft, const std::vector<std::size_t>& fields,
             std::vector<messages::field_error>& problems)
{
    for (const auto index : fields) {
        if (!has_value(draft.values[index])) problems.push_back({pointer_to(of.fields[index]), "required", {}});
    }
}

void apply_rules(change& of)
{
    const auto& type = *of.type;
    const auto& draft = *of.after;
    auto& problems = *of.problems;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto& each = type.fields[i];
        if (!has_value(draft.values[i])) {
            if (required_now(type, each, draft)) problems.push_back({pointer_to(each), "required", {}});
        } else if (auto broken = rules_of(each.type).check(each, draft.values[i])) {
            problems.push_back({pointer_to(each), std::move(broken->code), std::move(broken->parameters)});
        }
    }
    for (const auto& rule : type.rules) {
        const auto& left = draft.values[rule.field];
        const auto& right = draft.values[rule.other];
        if (is_null(left) || is_null(right) || holds(rule, left, right)) continue;
        problems.push_back({pointer_to(type.fields[rule.field]),
                            comparison_code(rule.how),
                            {{"other", label_names::field(type, type.fields[rule.other].name)}}});
    }
    for (const auto& check : type.checks) check(of);
}

} // namespace nscl::entities
