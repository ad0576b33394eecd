#pragma once

#include "core/entities/model/model.hpp"
#include "core/entities/schema/schema_apply.hpp"
#include "core/plugin_host/host_services.hpp"
#include "core/plugin_host/hosted_plugin.hpp"
#include "core/plugin_host/indicator_routes.hpp"
#include "core/plugin_host/plugin_report.hpp"
#include "core/plugin_host/plugin_routes.hpp"
#include "core/settings/settings.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace nscl::plugin_host {

/// What to do with enabled plugins that cannot be used.
enum class on_refusal {
    stop,     ///< load throws with all reasons: the server that was asked for cannot be had
    leave_out ///< they, and what needs them, are left out; reports say why
};

struct host_options {
    settings::plugin_settings plugins;
    on_refusal refused = on_refusal::stop;
    unmapping later = unmapping::never;
    std::filesystem::path copies =
        std::filesystem::temp_directory_path(); ///< where private copies are mapped from; not noexec
};

/// All plugins of one server, from their files to their end:
///
///     plugin_host plugins{{.plugins = settings.plugins}};
///     plugins.load(core_declaration, catalogue);          // nothing outside is touched yet
///     apply_schema(database, plugins.schema_requests());  // and the core's own tables
///     auto store = std::make_shared<entity_store>(plugins.model(), clock, settings.utc_offset);
///     plugins.create(std::make_shared<host_services>(database, store, clock, settings.utc_offset));
///     rebuild_derived_data(database, plugins.model()->entities());   // asks the plugins for claims
///     plugins.start();
///     routes += plugins.routes({callers, problems});      // publish, serve, ...
///     plugins.drain();                                    // no new requests from here on
///     plugins.stop();                                     // nothing is in flight any more
///
/// Control calls: one thread at a time. Routes and hooks: any thread; they keep their plugin mapped.
class plugin_host {
public:
    explicit plugin_host(host_options options);
    plugin_host(const plugin_host&) = delete;
    plugin_host& operator=(const plugin_host&) = delete;
    /// Stops what runs.
    ~plugin_host();

    /// What is in the folders and why it cannot be used, without running any of it.
    static std::vector<plugin_report> inspect(const settings::plugin_settings& from);

    /// What one plugin declares. Runs the declaring code of it and of those that it depends on, and nothing else of them. The defect says
    /// why it cannot be used.
    static checked<entities::declaration> declaration_of(const std::string& id, settings::plugin_settings from);

    /// Loads the enabled plugins, reads what they declare and joins it with the server's own declaration `core` into one model; adds their
    /// messages to `texts`. Throws plugins_refused, before anything was added.
    void load(entities::declaration core, messages::catalogue& texts);

    /// After load. Not const until its entities are numbered (model::number_entities).
    const std::shared_ptr<entities::model>& model() const { return model_; }

    /// What the plugins want stored; the core's own tables are not among it.
    std::vector<entities::schema_request> schema_requests() const;

    /// Creates the plugins in order: from here on their callbacks may be asked. The tables exist, the model is numbered. Throws
    /// plugins_refused after destroying in reverse what was created.
    void create(const std::shared_ptr<const host_services>& services);

    /// Starts the plugins in order and sows their seeds. After create. Throws plugins_refused after stopping in reverse what had started.
    void start();

    /// Has every plugin that can fill a demonstration database do so. After start. Throws plugin_failed.
    void fill_with_samples();

    /// Routes and indicators of all plugins. What `services` refers to outlives them.
    std::vector<http::route> routes(const route_services& services) const;

    void drain() noexcept;
    void stop() noexcept;

    /// What the callbacks of each plugin did so far. From any thread between load and the end.
    std::vector<std::pair<std::string, hosted_plugin::callback_counts>> callbacks() const;

    /// How the enabled plugins are now, refused ones first.
    std::vector<plugin_report> reports() const;

private:
    void load_one(const manifest& about, std::vector<entities::contributed_type>& types,
                  const messages::catalogue& texts);
    checked<entities::declaration> declared_by(const std::shared_ptr<hosted_plugin>& plugin,
                                               std::vector<entities::contributed_type>& types,
                                               const messages::catalogue& texts);
    checked<> fits_others(const entities::declaration& declared, const messages::catalogue& texts) const;
    void build_model(entities::declaration core);
    void refuse(const manifest& about, std::string reason);
    void stop_if_refused() const;
    [[noreturn]] void give_up(const hosted_plugin& failed, std::string reason);

    host_options options_;
    std::vector<refused_plugin> refused_;
    std::vector<std::shared_ptr<hosted_plugin>> plugins_; ///< in order
    std::vector<entities::declaration> declarations_;     ///< of `plugins_`, until the model takes them
    std::shared_ptr<entities::model> model_;
};

} // namespace nscl::plugin_host
