/// Everything a plugin in C++ needs. `#include <nscl/plugin.hpp>`, `nscl_add_plugin()` in CMake, a plugin.json, and:
///
///     NSCL_PLUGIN(plugin)
///     {
///         auto& course = plugin.entity("course", "courses", "Khóa đào tạo", "Training course");
///         course.text("title", "Tên khóa", "Title").required().at_most(200).searchable().is_title();
///         course.reference("provider", "programme.organization", "Đơn vị đào tạo", "Provider").required();
///         course.date("ends_on", "Ngày kết thúc", "Ends on").required().not_before("starts_on");
///         course.check(cost_within_norm);
///         auto& states = course.workflow("state");
///         states.state("draft", "Dự thảo", "Draft");
///         states.state("open", "Mở", "Open");
///         states.transition("publish", "Mở", "Open").from("draft").to("open").by("dost_officer");
///         course.allow("dost_officer", all_actions);
///         course.allow("organization_user", can::read).within("organization");
///         plugin.get("/certificates/{code}", anyone, verify_certificate);
///     }
///
/// Declaring (pure, once)
///   plugin      entity role dimension message setting field_type indicator dashboard seed menu;
///               get post put patch delete_ page; on_start on_drain on_stop                         sdk/plugin.hpp
///   entity      a member function for every type of field; unique rule check claim; before_create before_update
///               before_delete before_transition after_commit; workflow; scope allow               sdk/entity.hpp
///   field       required at_least at_most not_before option searchable is_title numbered ...       sdk/field.hpp
///   workflow    state transition; from to by fields requires_fields guard not_by_actor_of confirm  sdk/workflow.hpp
///   catalogue   the content of a file built in by nscl_add_plugin(... CATALOGUE ...)               sdk/catalogue.hpp
///
/// Running (concurrently, on workers)
///   check, guard   void(const change&, problems&)                   change: get<T> before<T> changed action id
///   claim          std::optional<std::string>(const change&)        problems: at(field, code, {{"limit", 5}}) add(code)
///   before hook    void(draft&) or void(draft&, problems&)          draft: a change, and set(field, value)
///   after commit   void(const change&)
///   route          answer(const request&)                           request: path path_id query_parameter header body language
///   page           page(const request&, const wording& say), made of element() and table          sdk/page.hpp, sdk/html.hpp
///   field type     value(std::string_view, problems&)
///   indicator      std::vector<series>(const context&)
///   All of change and request are a context: who() list read find create update remove transition query<Columns...>
///   transact audit, and with server: log setting<T> now today       sdk/context.hpp, sdk/server.hpp
///
/// Values are std::int64_t (money too), std::string, std::string_view (borrowed until the callback returns), bool,
/// decimal, date (a std::chrono::sys_days), timestamp (microseconds, UTC), json_text, std::vector<std::int64_t>.
/// To end a callback: throw refused("code", {{"limit", 5}}), not_found(), forbidden() or conflict("code"). Any other
/// exception answers 500 and is logged. Nothing here needs `catch`.
#pragma once

#include <nscl/sdk/calendar.hpp>
#include <nscl/sdk/callbacks.hpp>
#include <nscl/sdk/catalogue.hpp>
#include <nscl/sdk/change.hpp>
#include <nscl/sdk/context.hpp>
#include <nscl/sdk/decimal.hpp>
#include <nscl/sdk/entity.hpp>
#include <nscl/sdk/entry.hpp>
#include <nscl/sdk/error.hpp>
#include <nscl/sdk/format.hpp>
#include <nscl/sdk/html.hpp>
#include <nscl/sdk/http.hpp>
#include <nscl/sdk/indicator.hpp>
#include <nscl/sdk/json.hpp>
#include <nscl/sdk/page.hpp>
#include <nscl/sdk/plugin.hpp>
#include <nscl/sdk/problems.hpp>
#include <nscl/sdk/table.hpp>
#include <nscl/sdk/value.hpp>
