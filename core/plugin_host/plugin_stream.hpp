#pragma once

#include "core/http/response.hpp"
#include "core/plugin_host/hosted_plugin.hpp"

#include <cstdint>
#include <memory>

namespace nscl::plugin_host {

/// The body of an answer that a plugin makes piece by piece. Holds plugin and caller until the answer ends, then tells the plugin to
/// release what the state stands for, exactly once.
class plugin_stream final : public http::body_stream {
public:
    plugin_stream(std::shared_ptr<hosted_plugin> plugin, std::shared_ptr<const entities::caller> who,
                  messages::language language, std::uint32_t number, std::uint64_t state);
    plugin_stream(const plugin_stream&) = delete;
    plugin_stream& operator=(const plugin_stream&) = delete;
    ~plugin_stream() override;

    /// Throws what the plugin's failure is: the connection breaks off.
    std::size_t next(std::span<char> buffer) override;

private:
    std::shared_ptr<hosted_plugin> plugin_;
    std::shared_ptr<const entities::caller> who_;
    messages::language language_;
    std::uint32_t number_;
    std::uint64_t state_;
};

} // namespace nscl::plugin_host
