#pragma once

#include <nscl/sdk/field.hpp>

#include <concepts>
#include <deque>
#include <string>
#include <string_view>

namespace nscl::sdk {

/// The states of a record and the ways between them. States come first, then transitions; what follows a state or a
/// transition describes it:
///     auto& states = course.workflow("state");
///     states.state("draft", "Dự thảo", "Draft");
///     states.state("closed", "Kết thúc", "Closed").terminal();
///     states.transition("close", "Kết thúc", "Close").from("draft").to("closed").by("officer");
class workflow {
public:
    /// Made by `entity`.
    workflow(std::string entity, std::string_view field, detail::callbacks& callbacks)
        : entity_{std::move(entity)}, where_{"entity " + entity_ + ", workflow"}, field_{field}, callbacks_{&callbacks}
    {
        detail::require_name(field_, where_);
    }

    workflow(const workflow&) = delete;
    workflow& operator=(const workflow&) = delete;

    workflow& state(std::string_view name, std::string_view vi, std::string_view en)
    {
        const std::string where = where_ + ", state " + std::string{name};
        detail::require_name(name, where);
        state_names_.add(name, where_);
        if (states_.empty() && initial_.empty()) initial_ = name;
        describe(states_.emplace_back(where), name, both(vi, en));
        return *this;
    }
    workflow& transition(std::string_view name, std::string_view vi, std::string_view en)
    {
        const std::string where = where_ + ", transition " + std::string{name};
        detail::require_name(name, where);
        transition_names_.add(name, where_);
        describe(transitions_.emplace_back(where), name, both(vi, en));
        return *this;
    }

    /// The state that a new record is in; the first one unless said otherwise.
    workflow& starts_in(std::string_view state)
    {
        require_state(state, where_);
        initial_ = state;
        return *this;
    }

    /// The date field that says until when the record's present state is to be dealt with, so that users see what is due.
    workflow& due(std::string_view field)
    {
        due_ = field;
        return *this;
    }

    /// Of a state or a transition.
    workflow& tone(sdk::tone how) { return set("tone", detail::spelled(how)); }

    /// Of a state: nothing leads out of it.
    workflow& terminal()
    {
        if (states_.empty() || current_ != &states_.back())
            throw declaration_error{where_ + ": terminal() belongs to a state"};
        return set("terminal", true);
    }

    /// Of a transition.
    template <std::convertible_to<std::string_view>... State>
    workflow& from(State&&... states)
    {
        detail::members& about = transition_at_hand("from");
        (require_state(std::string_view{states}, about.where()), ...);
        return append("from", states...);
    }
    workflow& to(std::string_view state)
    {
        require_state(state, transition_at_hand("to").where());
        return set("to", state);
    }
    /// Roles that may take it. Without, only plugin code may.
    template <std::convertible_to<std::string_view>... Role>
    workflow& by(Role&&... roles)
    {
        transition_at_hand("by");
        return append("by", roles...);
    }
    /// Fields that may be given along, besides the required ones.
    template <std::convertible_to<std::string_view>... Field>
    workflow& fields(Field&&... names)
    {
        transition_at_hand("fields");
        return append("fields", names...);
    }
    /// Fields that must have a value afterwards.
    template <std::convertible_to<std::string_view>... Field>
    workflow& requires_fields(Field&&... names)
    {
        transition_at_hand("requires");
        return append("requires", names...);
    }
    /// Code that looks at the record before it passes, and reports what is missing.
    template <check_function F>
    workflow& guard(F fn)
    {
        transition_at_hand("guard").append("guards", callbacks_->check(detail::full_name(entity_), std::move(fn)));
        return *this;
    }
    /// Separation of duties: who took these transitions (or "create") may not take this one.
    template <std::convertible_to<std::string_view>... Transition>
    workflow& not_by_actor_of(Transition&&... names)
    {
        transition_at_hand("not_by_actor_of");
        return append("not_by_actor_of", names...);
    }
    /// A question to ask before.
    workflow& confirm(std::string_view vi, std::string_view en)
    {
        transition_at_hand("confirm");
        return set("confirm", both(vi, en));
    }
    /// Nobody waits for it: a record from whose state only such transitions lead is no work to do.
    workflow& unprompted()
    {
        transition_at_hand("unprompted");
        return set("unprompted", true);
    }
    workflow& icon(std::string_view name)
    {
        transition_at_hand("icon");
        return set("icon", name);
    }

    /// Throws declaration_error when a transition leads nowhere or comes from nowhere.
    json_object object() const;

private:
    void describe(detail::members& about, std::string_view name, const texts& label)
    {
        about.set("name", name);
        about.set("label", label);
        current_ = &about;
    }
    void require_state(std::string_view state, const std::string& where) const
    {
        if (!state_names_.contains(state))
            throw declaration_error{where + ": there is no state \"" + std::string{state} + "\" (states come first)"};
    }
    detail::members& transition_at_hand(std::string_view member)
    {
        if (transitions_.empty() || current_ != &transitions_.back())
            throw declaration_error{where_ + ": " + std::string{member} + "() belongs to a transition"};
        return *current_;
    }
    workflow& set(std::string_view member, const json& is)
    {
        if (current_ == nullptr) throw declaration_error{where_ + ": " + std::string{member} + "() before any state"};
        current_->set(member, is);
        return *this;
    }
    template <class... Items>
    workflow& append(std::string_view member, Items&&... items)
    {
        (current_->append(member, json{std::string_view{items}}), ...);
        return *this;
    }

    std::string entity_;
    std::string where_;
    std::string field_;
    std::string initial_;
    std::string due_;
    detail::callbacks* callbacks_;
    std::deque<detail::members> states_;
    std::deque<detail::members> transitions_;
    detail::unique_names state_names_;
    detail::unique_names transition_names_;
    detail::members* current_ = nullptr;
};

inline json_object workflow::object() const
{
    if (states_.empty()) throw declaration_error{where_ + " has no states"};
    json_array states;
    for (const detail::members& state : states_) states.add(state.object());
    json_array transitions;
    for (const detail::members& transition : transitions_) {
        if (!transition.has("from")) throw declaration_error{transition.where() + " says no from()"};
        if (!transition.has("to")) throw declaration_error{transition.where() + " says no to()"};
        json_object written = transition.object();
        if (!transition.has("by")) written.set("by", json_array{});
        transitions.add(written);
    }
    json_object written;
    written.set("field", field_).set("initial", initial_).set("states", states).set("transitions", transitions);
    if (!due_.empty()) written.set("due", due_);
    return written;
}

} // namespace nscl::sdk
