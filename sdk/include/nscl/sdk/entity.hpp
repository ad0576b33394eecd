#pragma once

#include <nscl/sdk/field.hpp>
#include <nscl/sdk/workflow.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// What a role may do with records. Joined by `|`: can::read | can::create.
struct actions {
    unsigned bits = 0;
    friend constexpr actions operator|(actions left, actions right) { return {left.bits | right.bits}; }
};
namespace can {
inline constexpr actions read{1};
inline constexpr actions create{2};
inline constexpr actions update{4};
inline constexpr actions remove{8};
inline constexpr actions import{16};
inline constexpr actions export_{32};
inline constexpr actions history{64};
inline constexpr actions everything{127};
} // namespace can
inline constexpr actions all_actions = can::everything;

/// What a role may do with an entity's records.
class grant {
public:
    grant(std::string_view role, actions what) : role_{role}, what_{what} {}
    grant(const grant&) = delete;
    grant& operator=(const grant&) = delete;

    /// Only on records inside all of these dimensions of the role's grant.
    template <std::convertible_to<std::string_view>... Dimension>
    grant& within(Dimension&&... dimensions)
    {
        (within_.add(std::string_view{dimensions}), ...);
        return *this;
    }

    json_object object() const;

private:
    std::string role_;
    actions what_;
    json_array within_;
};

/// One kind of record. Made by plugin.entity(); its table, checks, routes, screens, import, export and history follow from
/// what is said here.
class entity {
public:
    entity(std::string_view name, std::string_view plural, const texts& label, detail::callbacks& callbacks)
        : name_{name}, members_{"entity " + name_}, callbacks_{&callbacks}
    {
        detail::require_name(name, members_.where());
        detail::require_name(plural, members_.where() + ", plural");
        members_.set("name", name);
        members_.set("plural", plural);
        members_.set("label", label);
    }

    entity(const entity&) = delete;
    entity& operator=(const entity&) = delete;

    // Fields
    /// The fields that come next belong together: forms and records show them under this heading.
    entity& group(std::string_view vi, std::string_view en)
    {
        group_ = both(vi, en);
        return *this;
    }

    sdk::field& text(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "text", vi, en);
    }
    sdk::field& long_text(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "long_text", vi, en);
    }
    sdk::field& integer(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "integer", vi, en);
    }
    /// An exact number with `scale` digits after the point, 0 to 9.
    sdk::field& decimal(std::string_view name, int scale, std::string_view vi, std::string_view en)
    {
        return field(name, "decimal", vi, en).set("scale", scale);
    }
    /// Whole VND.
    sdk::field& money(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "money", vi, en);
    }
    sdk::field& boolean(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "boolean", vi, en);
    }
    sdk::field& date(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "date", vi, en);
    }
    sdk::field& timestamp(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "timestamp", vi, en);
    }
    /// Followed by option(): its codes and their labels.
    sdk::field& enumeration(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "enumeration", vi, en);
    }
    /// To a record of "programme.organization", or of the plugin's own "course".
    sdk::field& reference(std::string_view name, std::string_view to, std::string_view vi, std::string_view en)
    {
        return field(name, "reference", vi, en).set("to", detail::full_name(to));
    }
    sdk::field& multi_reference(std::string_view name, std::string_view to, std::string_view vi, std::string_view en)
    {
        return field(name, "multi_reference", vi, en).set("to", detail::full_name(to));
    }
    sdk::field& attachment(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "attachment", vi, en);
    }
    sdk::field& json(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "json", vi, en);
    }
    sdk::field& email(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "email", vi, en);
    }
    sdk::field& phone(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "phone", vi, en);
    }
    sdk::field& url(std::string_view name, std::string_view vi, std::string_view en)
    {
        return field(name, "url", vi, en);
    }
    /// A contributed field type: "programme.tax_code".
    sdk::field& contributed(std::string_view name, std::string_view type, std::string_view vi, std::string_view en)
    {
        return field(name, detail::full_name(type), vi, en);
    }

    // Names and looks
    entity& label_many(std::string_view vi, std::string_view en) { return set("label_many", both(vi, en)); }
    entity& icon(std::string_view name) { return set("icon", name); }
    entity& with_journal() { return set("journal", true); }

    // Rules
    /// No two records agree in all of these fields.
    template <std::convertible_to<std::string_view>... Field>
    entity& unique(Field&&... fields)
    {
        json_array together;
        (together.add(std::string_view{fields}), ...);
        members_.append("unique", together);
        return *this;
    }
    entity& rule(std::string_view left, comparison op, std::string_view right)
    {
        members_.append("rules", json_object{}.set("field", left).set("op", detail::spelled(op)).set("other", right));
        return *this;
    }
    /// void(const change&, problems&), on create, update and transition.
    template <check_function F>
    entity& check(F fn)
    {
        members_.append("checks", callbacks_->check(own_name(), std::move(fn)));
        return *this;
    }
    /// std::optional<std::string>(const change&): no two records may claim the same text; nothing claims nothing. A clash
    /// answers 409 with `code`, which is the claim's name unless given.
    template <claim_function F>
    entity& claim(std::string_view name, F fn, std::string_view code = {})
    {
        detail::require_name(name, members_.where() + ", claim");
        claims_.add(name, members_.where() + ", claim");
        members_.append("claims", json_object{}
                                      .set("name", name)
                                      .set("callback", callbacks_->claim(own_name(), std::move(fn)))
                                      .set("code", code.empty() ? name : code));
        return *this;
    }

    // Hooks: void(draft&) or void(draft&, problems&)
    template <hook_function F>
    entity& before_create(F fn)
    {
        return hook("create", std::move(fn));
    }
    template <hook_function F>
    entity& before_update(F fn)
    {
        return hook("update", std::move(fn));
    }
    template <hook_function F>
    entity& before_delete(F fn)
    {
        return hook("delete", std::move(fn));
    }
    template <hook_function F>
    entity& before_transition(F fn)
    {
        return hook("transition", std::move(fn));
    }
    /// void(const change&): the change is durable. Mail, webhooks and caches belong here.
    template <commit_function F>
    entity& after_commit(F fn)
    {
        members_.append("after_commit", callbacks_->after_commit(own_name(), std::move(fn)));
        return *this;
    }

    /// States and transitions; makes the field that holds the state.
    sdk::workflow& workflow(std::string_view state_field)
    {
        if (workflow_) throw declaration_error{members_.where() + ": a second workflow"};
        names_.add(state_field, members_.where() + ", field");
        workflow_ = std::make_unique<sdk::workflow>(name_, state_field, *callbacks_);
        return *workflow_;
    }

    // Who may
    /// Where a record lies in a dimension: "id", a field, or "reference.field".
    entity& scope(std::string_view dimension, std::string_view path)
    {
        members_.append("scopes", json_object{}.set("dimension", dimension).set("path", path));
        return *this;
    }
    grant& allow(std::string_view role, actions what) { return grants_.emplace_back(role, what); }

    const std::string& name() const { return name_; }
    json_object object() const;

private:
    sdk::field& field(std::string_view name, std::string type, std::string_view vi, std::string_view en)
    {
        names_.add(name, members_.where() + ", field");
        auto& added = fields_.emplace_back(name_, name, std::move(type), both(vi, en), members_);
        added.group_ = group_;
        return added;
    }
    entity& set(std::string_view member, const sdk::json& is)
    {
        members_.set(member, is);
        return *this;
    }
    template <class F>
    entity& hook(std::string_view action, F fn)
    {
        before_.append(action, callbacks_->before(own_name(), std::move(fn)));
        has_hooks_ = true;
        return *this;
    }
    std::string own_name() const { return detail::full_name(name_); }

    std::string name_;
    detail::members members_;
    detail::members before_{"before"};
    bool has_hooks_ = false;
    detail::callbacks* callbacks_;
    std::optional<texts> group_; ///< of the fields to come
    std::deque<sdk::field> fields_;
    std::deque<grant> grants_;
    std::unique_ptr<sdk::workflow> workflow_;
    detail::unique_names names_;
    detail::unique_names claims_;
};

inline json_object grant::object() const
{
    json_object written;
    written.set("role", role_);
    if (what_.bits == all_actions.bits) {
        written.set("actions", "all");
    } else {
        constexpr std::string_view names[] = {"read", "create", "update", "delete", "import", "export", "history"};
        json_array some;
        for (std::size_t i = 0; i < std::size(names); ++i) {
            if ((what_.bits >> i & 1u) != 0) some.add(names[i]);
        }
        written.set("actions", some);
    }
    if (!within_.empty()) written.set("within", within_);
    return written;
}

inline json_object entity::object() const
{
    json_object written = members_.object();
    json_array fields;
    for (const sdk::field& one : fields_) fields.add(one.object());
    written.set("fields", fields);
    if (workflow_) written.set("workflow", workflow_->object());
    if (!grants_.empty()) {
        json_array grants;
        for (const grant& one : grants_) grants.add(one.object());
        written.set("grants", grants);
    }
    if (has_hooks_) written.set("before", before_.object());
    return written;
}

} // namespace nscl::sdk
