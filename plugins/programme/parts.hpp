#pragma once

#include <nscl/plugin.hpp>

/// What plugin.cpp lists; one function per file of the same name.
namespace programme {

void declare_roles(nscl::sdk::plugin& plugin);
void declare_messages(nscl::sdk::plugin& plugin);
void declare_settings(nscl::sdk::plugin& plugin);
void declare_field_types(nscl::sdk::plugin& plugin);
void declare_commune(nscl::sdk::plugin& plugin);
void declare_organization(nscl::sdk::plugin& plugin);
void declare_support_content(nscl::sdk::plugin& plugin);
void declare_plan(nscl::sdk::plugin& plugin);
void declare_budget_line(nscl::sdk::plugin& plugin);
void declare_support_rate(nscl::sdk::plugin& plugin);
void declare_support_call(nscl::sdk::plugin& plugin);
void declare_calls_page(nscl::sdk::plugin& plugin);
void declare_holiday(nscl::sdk::plugin& plugin);
void declare_application(nscl::sdk::plugin& plugin);
void declare_indicators(nscl::sdk::plugin& plugin);
void declare_demo(nscl::sdk::plugin& plugin);

/// When the plugin starts: throws with what is wrong about a setting.
void check_settings(const nscl::sdk::server& in);

/// Every role reads it; who changes it is said besides.
void open_to_everybody(nscl::sdk::entity& catalogue);

} // namespace programme
