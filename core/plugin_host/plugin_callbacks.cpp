#include "core/plugin_host/plugin_callbacks.hpp"

#include "core/log/log.hpp"
#include "core/plugin_host/call_context.hpp"
#include "core/plugin_host/plugin_failed.hpp"

#include <utility>

namespace nscl::plugin_host {

namespace {

using entities::change;

std::string_view action_of(const change& of)
{
    return of.transition.empty() ? entities::name(of.what) : std::string_view{"transition"};
}

invocation about_change(hosted_plugin& plugin, change& of)
{
    return {.plugin = plugin, .who = of.who, .change = &of, .problems = of.problems};
}

enum class drafting { read_only, writable };

/// Runs a record callback. `draft`: whether it may change what will be.
call_status run(invocation& about, std::int32_t kind, unsigned number, drafting draft)
{
    auto& of = *about.change;
    nscl_call call{};
    call.kind = kind;
    call.name = borrow(of.transition);
    call.action = borrow(action_of(of));
    return perform(about, of.transaction, number, call, [&](call_context& context, nscl_call& prepared) {
        if (of.after) {
            prepared.record = context.open(opened_record{
                .type = of.type, .content = of.after, .draft = draft == drafting::writable ? of.after : nullptr});
        }
        if (of.before) prepared.before = context.open(opened_record{.type = of.type, .content = of.before});
    });
}

/// A status that is no success, as a problem of the change. Nothing is added where the callback has reported what is wrong.
void report(const call_status& status, change& of, std::size_t reported_before)
{
    if (status.status == NSCL_OK || !of.problems || of.problems->size() > reported_before) return;
    const bool known = !status.field.empty() && of.type->find(status.field);
    const auto code = to_refusal(status).code;
    const auto& said = status.code.empty() ? code : status.code;
    of.problems->push_back({known ? "/" + status.field : std::string{}, said, status.parameters});
}

entities::hook rule(std::shared_ptr<hosted_plugin> plugin, std::int32_t kind, unsigned number, drafting draft)
{
    return [plugin = std::move(plugin), kind, number, draft](change& of) {
        const auto reported = of.problems ? of.problems->size() : 0;
        auto about = about_change(*plugin, of);
        report(run(about, kind, number, draft), of, reported);
    };
}

[[noreturn]] void wrong_result(const hosted_plugin& plugin, unsigned number, std::string_view expected)
{
    const auto text = "plugin " + plugin.id() + ", callback " + std::to_string(number) + ": its result is not " +
                      std::string{expected};
    log::error("plugin_failed", {{"plugin", plugin.id()}, {"callback", number}, {"problem", text}});
    throw plugin_failed{text};
}

} // namespace

entities::hook plugin_callbacks::check(unsigned number)
{
    return rule(plugin_, NSCL_CALL_CHECK, number, drafting::read_only);
}

entities::hook plugin_callbacks::before(unsigned number)
{
    return rule(plugin_, NSCL_CALL_BEFORE, number, drafting::writable);
}

entities::hook plugin_callbacks::after_commit(unsigned number)
{
    // The change is durable: whatever goes wrong here, its answer stays.
    return [plugin = plugin_, number](change& of) {
        try {
            auto about = about_change(*plugin, of);
            const auto status = run(about, NSCL_CALL_AFTER_COMMIT, number, drafting::read_only);
            if (status.status != NSCL_OK) {
                log::warning("plugin_after_commit_refused", {{"plugin", plugin->id()},
                                                             {"callback", number},
                                                             {"code", status.code},
                                                             {"problem", status.detail}});
            }
        } catch (const std::exception& failed) {
            log::error("plugin_after_commit_failed",
                       {{"plugin", plugin->id()}, {"callback", number}, {"problem", failed.what()}});
        }
    };
}

entities::claim_text plugin_callbacks::claim(unsigned number)
{
    return [plugin = plugin_, number](change& of) -> std::optional<std::string> {
        const auto reported = of.problems ? of.problems->size() : 0;
        auto about = about_change(*plugin, of);
        about.wants_result = true;
        const auto status = run(about, NSCL_CALL_CLAIM, number, drafting::read_only);
        report(status, of, reported);
        if (status.status != NSCL_OK || !about.result || about.result->tag == NSCL_NULL) return std::nullopt;
        auto* text = std::get_if<std::string>(&about.result->content);
        if (!text || about.result->tag != NSCL_TEXT) wrong_result(*plugin, number, "a text or null");
        return std::move(*text);
    };
}

entities::value_rule plugin_callbacks::value(unsigned number)
{
    return [plugin = plugin_, number](const entities::field_value& given) -> entities::parsed_value {
        std::vector<messages::field_error> problems;
        invocation about{.plugin = *plugin, .problems = &problems, .wants_result = true};
        lent_memory memory;
        const auto input = lend_plain(given, memory);
        nscl_call call{};
        call.kind = NSCL_CALL_FIELD;
        call.input = &input;
        const auto status = perform(about, nullptr, number, call);
        if (!problems.empty()) return entities::value_error{problems.front().code, problems.front().parameters};
        if (status.status != NSCL_OK) return entities::value_error{to_refusal(status).code, status.parameters};
        if (about.result->content.index() != given.index() && about.result->tag != NSCL_NULL) {
            wrong_result(*plugin, number, "of the type that it was given");
        }
        return std::move(about.result->content);
    };
}

} // namespace nscl::plugin_host
