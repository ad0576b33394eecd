#include "core/plugin_host/call_context.hpp"

#include "core/log/log.hpp"

#include <algorithm>
#include <atomic>

namespace nscl::plugin_host {

namespace {

/// Contexts of callbacks that run on this thread, the innermost last.
thread_local std::vector<call_context*> running;

/// The upper half differs for 2^32 contexts in a row, is part of the handles of what a context opens, and is spread so that small
/// numbers and neighbours are no handles.
nscl_handle next_handle()
{
    static std::atomic<std::uint32_t> count{0};
    const std::uint32_t generation = (count.fetch_add(1, std::memory_order_relaxed) + 1) * 0x9E3779B1U;
    const std::uint32_t check = (generation ^ (generation >> 15U)) * 0x85EBCA6BU;
    return (nscl_handle{generation} << 32U) | check | 1U;
}

} // namespace

call_context::call_context(invocation& about, database::transaction* within, call_context* outer)
    : about_(about), within_(within), outer_(outer), handle_(next_handle())
{
    running.push_back(this);
}

call_context::~call_context()
{
    std::erase(running, this);
    const auto forgotten = std::count_if(opened_.begin(), opened_.end(),
                                         [](const auto& each) { return std::holds_alternative<opened_cursor>(*each); });
    if (forgotten > 0) log::warning("plugin_left_cursors_open", {{"plugin", about_.plugin.id()}, {"count", forgotten}});
}

call_context* call_context::find(const hosted_plugin& plugin, nscl_handle handle)
{
    const auto found = std::find_if(running.rbegin(), running.rend(), [&](const call_context* each) {
        return each->handle_ == handle && &each->about_.plugin == &plugin;
    });
    return found == running.rend() ? nullptr : *found;
}

bool call_context::is_changing(const entities::entity& of, entities::record_id id) const
{
    return std::ranges::any_of(running, [&](const call_context* each) {
        const auto* change = each->about_.change;
        if (!change || change->transaction != within_ || change->type != &of) return false;
        return (change->before ? change->before : change->after)->id == id;
    });
}

nscl_handle call_context::add(opened what)
{
    opened_.push_back(std::make_unique<opened>(std::move(what)));
    return (handle_ >> 32U << 32U) | opened_.size();
}

call_context::opened* call_context::find_opened(nscl_handle handle)
{
    const auto index = static_cast<std::uint32_t>(handle);
    for (auto* context = this; context; context = context->outer_) {
        if (handle >> 32U != context->handle_ >> 32U) continue;
        if (index == 0 || index > context->opened_.size()) return nullptr;
        auto& found = *context->opened_[index - 1];
        return std::holds_alternative<std::monostate>(found) ? nullptr : &found;
    }
    return nullptr;
}

called<void> call_context::close_cursor(nscl_handle handle)
{
    const auto cursor = get<opened_cursor>(handle);
    if (cursor.has_error()) return cursor.error();
    *find_opened(handle) = std::monostate{};
    return {};
}

} // namespace nscl::plugin_host
