#include "core/plugin_host/plugin_stream.hpp"

#include "core/log/log.hpp"
#include "core/plugin_host/invocation.hpp"
#include "core/plugin_host/plugin_failed.hpp"

#include <utility>

namespace nscl::plugin_host {

plugin_stream::plugin_stream(std::shared_ptr<hosted_plugin> plugin, std::shared_ptr<const entities::caller> who,
                             messages::language language, std::uint32_t number, std::uint64_t state)
    : plugin_(std::move(plugin)), who_(std::move(who)), language_(language), number_(number), state_(state)
{
}

plugin_stream::~plugin_stream()
{
    try {
        invocation about{.plugin = *plugin_, .who = who_.get(), .language = language_};
        nscl_call call{};
        call.kind = NSCL_CALL_RELEASE;
        call.state = state_;
        perform(about, nullptr, number_, call);
    } catch (const std::exception& failed) {
        log::error("plugin_stream_not_released", {{"plugin", plugin_->id()}, {"problem", failed.what()}});
    }
}

std::size_t plugin_stream::next(std::span<char> buffer)
{
    invocation about{.plugin = *plugin_, .who = who_.get(), .language = language_};
    nscl_call call{};
    call.kind = NSCL_CALL_CHUNK;
    call.state = state_;
    call.buffer = reinterpret_cast<std::uint8_t*>(buffer.data());
    call.capacity = buffer.size();
    const auto status = perform(about, nullptr, number_, call);
    if (status.status != NSCL_OK) {
        log::error("plugin_stream_failed",
                   {{"plugin", plugin_->id()}, {"status", status.status}, {"problem", status.detail}});
        throw plugin_failed{"plugin " + plugin_->id() + " broke its stream off: " + status.detail};
    }
    if (call.written > buffer.size()) {
        throw plugin_failed{"plugin " + plugin_->id() + " says that it wrote beyond the end of the buffer"};
    }
    return call.written;
}

} // namespace nscl::plugin_host
