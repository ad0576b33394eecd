#pragma once

#include <nscl/plugin.hpp>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

/// What application.cpp puts together.
namespace programme {

void declare_application_fields(nscl::sdk::entity& application);

/// A state of an application's workflow.
struct application_state {
    std::string_view name;
    std::string_view vi;
    std::string_view en;
    nscl::sdk::tone tone;
    bool terminal = false;
};

/// In the order of the way, then those that end it.
std::span<const application_state> application_states();

/// What a step does besides changing the state.
using step_effect = void (*)(nscl::sdk::draft& application, nscl::sdk::problems& found);
using step_effects = std::map<std::string, step_effect, std::less<>>;

/// Declares states and transitions; returns the effects by transition.
step_effects declare_application_workflow(nscl::sdk::workflow& states);

/// Guards, each of one transition or of several alike.
void guard_submission(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_deadline(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_council(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_eligible(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_score(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_estimate(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_decision(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_contract(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_passed(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_failed(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_one_remedy(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_settlement(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_recovery(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_contract_time(const nscl::sdk::change& application, nscl::sdk::problems& found);

/// settled <= paid and not recovered; paid <= committed. Holds after every change.
void check_amounts(const nscl::sdk::change& application, nscl::sdk::problems& found);

/// Effects. A round's findings do not answer for the next one, so handing in again and a remedy clear them.
void start_round(nscl::sdk::draft& application, nscl::sdk::problems& found);
void start_remedy(nscl::sdk::draft& application, nscl::sdk::problems& found);
void commit_support(nscl::sdk::draft& application, nscl::sdk::problems& found);
void commit_contract(nscl::sdk::draft& application, nscl::sdk::problems& found);
void release_commitment(nscl::sdk::draft& application, nscl::sdk::problems& found);
void keep_what_was_paid(nscl::sdk::draft& application, nscl::sdk::problems& found);
void settle_line(nscl::sdk::draft& application, nscl::sdk::problems& found);
void book_recovery(nscl::sdk::draft& application, nscl::sdk::problems& found);

/// After every transition's effect: until when the new state is to be left.
void set_due(nscl::sdk::draft& application);

/// Before an update: what was handed in stays, councils stay once they have decided; payments move the budget line.
void guard_edit(nscl::sdk::draft& application, nscl::sdk::problems& found);
void book_payment(nscl::sdk::draft& application, nscl::sdk::problems& found);

/// Takes every application whose supplement is overdue to `expired`; what moves on meanwhile is left alone.
nscl::sdk::answer expire_overdue(const nscl::sdk::request& asked);

} // namespace programme
