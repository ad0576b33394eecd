#pragma once

#include "core/entities/declaration/declaration.hpp"
#include "core/plugin_host/hosted_plugin.hpp"

#include <memory>

namespace nscl::plugin_host {

/// Binds the numbers of a declaration to calls into its plugin. What it makes holds the plugin.
class plugin_callbacks final : public entities::callback_binder {
public:
    explicit plugin_callbacks(std::shared_ptr<hosted_plugin> plugin) : plugin_(std::move(plugin)) {}

    entities::hook check(unsigned number) override;
    entities::hook before(unsigned number) override;
    entities::hook after_commit(unsigned number) override;
    entities::claim_text claim(unsigned number) override;
    entities::value_rule value(unsigned number) override;

private:
    std::shared_ptr<hosted_plugin> plugin_;
};

} // namespace nscl::plugin_host
