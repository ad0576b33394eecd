#pragma once

#include <nscl/plugin.hpp>

/// What application.cpp puts together.
namespace programme {

void declare_application_fields(nscl::sdk::entity& application);
void declare_application_workflow(nscl::sdk::workflow& states);

/// Guards, each of one transition or of several alike.
void guard_submission(const nscl::sdk::change& application, nscl::sdk::problems& found);
void guard_deadline(const nscl::sdk::change& application, nscl::sdk::problems& found);
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

/// Before a transition: what it does besides changing the state.
void move_money(nscl::sdk::draft& application, nscl::sdk::problems& found);
void set_dates(nscl::sdk::draft& application);

/// Before an update: who submitted an application cannot rewrite it; payments move the budget line.
void guard_edit(nscl::sdk::draft& application, nscl::sdk::problems& found);
void book_payment(nscl::sdk::draft& application, nscl::sdk::problems& found);

/// Takes every application whose supplement is overdue to `expired`.
nscl::sdk::answer expire_overdue(const nscl::sdk::request& asked);

} // namespace programme
