#pragma once

#include <nscl/sdk/declaration.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// What happens to a record when the one it refers to is removed.
enum class on_delete { restrict, cascade, set_null };

/// How two fields of a record stand to each other; null on either side passes.
enum class comparison { eq, ne, lt, le, gt, ge };

/// How loudly a state or an option is shown.
enum class tone { neutral, info, success, warning, danger };

namespace detail {

inline std::string_view spelled(on_delete rule)
{
    switch (rule) {
    case on_delete::cascade: return "cascade";
    case on_delete::set_null: return "set_null";
    case on_delete::restrict: break;
    }
    return "restrict";
}

inline std::string_view spelled(comparison op)
{
    constexpr std::string_view names[] = {"eq", "ne", "lt", "le", "gt", "ge"};
    return names[static_cast<std::size_t>(op)];
}

inline std::string_view spelled(tone how)
{
    constexpr std::string_view names[] = {"neutral", "info", "success", "warning", "danger"};
    return names[static_cast<std::size_t>(how)];
}

inline json written(const value& given)
{
    struct visitor {
        json operator()(std::monostate) const { return nullptr; }
        json operator()(bool truth) const { return truth; }
        json operator()(std::int64_t number) const { return number; }
        json operator()(double) const { throw declaration_error{"a default is no floating-point number"}; }
        json operator()(const decimal& number) const { return number; }
        json operator()(const std::string& text) const { return text; }
        json operator()(const bytes&) const { throw declaration_error{"a default is no bytes"}; }
        json operator()(date day) const { return day; }
        json operator()(timestamp instant) const { return instant; }
        json operator()(const json_text& document) const { return document; }
        json operator()(const value::list& items) const
        {
            json_array result;
            for (const value& item : items) result.add(written(item));
            return result;
        }
    };
    return std::visit(visitor{}, given.get());
}

} // namespace detail

/// One field of an entity: `entity.text("title", "Tên", "Title").required().at_most(200)`.
class field {
public:
    /// Made by `entity`; `rules` collects the entity's comparisons.
    field(std::string entity, std::string_view name, std::string type, const texts& label,
          detail::members& entity_members)
        : name_{name},
          type_{std::move(type)},
          members_{"entity " + std::move(entity) + ", field " + name_},
          entity_members_{&entity_members}
    {
        detail::require_name(name_, members_.where());
        members_.set("name", name_);
        members_.set("type", type_);
        members_.set("label", label);
    }

    field(const field&) = delete;
    field& operator=(const field&) = delete;

    field& required() { return set("required", true); }
    /// Must have a value while the record is in one of these states.
    template <std::convertible_to<std::string_view>... State>
    field& required_in(State&&... states)
    {
        return append("required_in", states...);
    }

    /// Text: characters. Numbers and money: the value.
    field& at_least(std::int64_t limit) { return bound("min_length", "min", limit); }
    field& at_most(std::int64_t limit) { return bound("max_length", "max", limit); }
    field& at_least(const decimal& limit) { return set("min", limit); }
    field& at_most(const decimal& limit) { return set("max", limit); }
    /// An integer that is a year: written 2026, not 2.026.
    field& year() { return set("year", true); }
    field& not_before(date limit) { return set("min", limit); }
    field& not_after(date limit) { return set("max", limit); }

    /// Compared with another field of the record; null on either side passes.
    field& not_before(std::string_view other) { return compared(comparison::ge, other); }
    field& not_after(std::string_view other) { return compared(comparison::le, other); }
    field& before(std::string_view other) { return compared(comparison::lt, other); }
    field& after(std::string_view other) { return compared(comparison::gt, other); }
    field& not_below(std::string_view other) { return compared(comparison::ge, other); }
    field& not_above(std::string_view other) { return compared(comparison::le, other); }
    field& compared(comparison op, std::string_view other)
    {
        entity_members_->append("rules",
                                json_object{}.set("field", name_).set("op", detail::spelled(op)).set("other", other));
        return *this;
    }

    /// The whole text matches this ECMAScript expression; the texts say in words what is wanted.
    field& pattern(std::string_view expression) { return set("pattern", expression); }
    field& pattern(std::string_view expression, std::string_view vi, std::string_view en)
    {
        set("pattern", expression);
        return set("pattern_text", both(vi, en));
    }

    /// One value of an enumeration.
    field& option(std::string_view code, std::string_view vi, std::string_view en)
    {
        return add_option(code, both(vi, en), nullptr);
    }
    field& option(std::string_view code, std::string_view vi, std::string_view en, tone how)
    {
        return add_option(code, both(vi, en), &how);
    }

    field& on_delete(sdk::on_delete rule) { return set("on_delete", detail::spelled(rule)); }

    field& unique() { return set("unique", true); }
    field& searchable() { return set("searchable", true); }
    field& sortable() { return set("sortable", true); }
    /// The record's label in pickers and references.
    field& is_title() { return set("title", true); }
    /// A column of the list by default.
    field& listed() { return set("list", true); }
    /// Set by plugin code and transitions only.
    field& readonly() { return set("readonly", true); }
    /// Set when the record is created, never changed.
    field& immutable() { return set("immutable", true); }
    field& default_value(const value& is) { return set("default", detail::written(is)); }
    /// Filled from a sequence per year when the record is created: "HS-{year}-{5}", five digits.
    field& numbered(std::string_view format) { return set("number", format); }

    /// Roles that may read or write it; without, whoever may read or write the record.
    template <std::convertible_to<std::string_view>... Role>
    field& read_by(Role&&... roles)
    {
        return append("read_by", roles...);
    }
    template <std::convertible_to<std::string_view>... Role>
    field& written_by(Role&&... roles)
    {
        return append("written_by", roles...);
    }

    field& help(std::string_view vi, std::string_view en) { return set("help", both(vi, en)); }
    field& group(std::string_view vi, std::string_view en) { return set("group", both(vi, en)); }
    field& unit(std::string_view vi, std::string_view en) { return set("unit", both(vi, en)); }

    const std::string& name() const { return name_; }
    json_object object() const
    {
        json_object written = members_.object();
        if (group_ && !members_.has("group")) written.set("group", *group_);
        return written;
    }

private:
    friend class entity;

    field& set(std::string_view member, const json& is)
    {
        members_.set(member, is);
        return *this;
    }
    template <class... Items>
    field& append(std::string_view member, Items&&... items)
    {
        (members_.append(member, json{std::string_view{items}}), ...);
        return *this;
    }
    field& bound(std::string_view of_text, std::string_view of_number, std::int64_t limit)
    {
        if (type_ == "integer" || type_ == "money") return set(of_number, limit);
        if (type_ == "decimal") return set(of_number, decimal{limit, 0});
        if (type_ == "text" || type_ == "long_text" || type_ == "email" || type_ == "phone" || type_ == "url" ||
            type_.find('.') != std::string::npos)
            return set(of_text, limit);
        throw declaration_error{members_.where() + ": a " + type_ + " has no size to limit"};
    }
    field& add_option(std::string_view code, const texts& label, const tone* how)
    {
        options_.add(code, members_.where() + ", option");
        json_object written;
        written.set("value", code).set("label", label);
        if (how != nullptr) written.set("tone", detail::spelled(*how));
        members_.append("options", written);
        return *this;
    }

    std::string name_;
    std::string type_;
    detail::members members_;
    std::optional<texts> group_; ///< unless it says another one
    detail::members* entity_members_;
    detail::unique_names options_;
};

} // namespace nscl::sdk
