#include "core/plugin_host/plugin_host.hpp"
#include "core/plugin_host/state_routes.hpp"

#include "core/log/log.hpp"
#include "core/plugin_host/discovery.hpp"
#include "core/plugin_host/invocation.hpp"
#include "core/plugin_host/plugin_callbacks.hpp"
#include "core/plugin_host/plugin_failed.hpp"
#include "core/plugin_host/seeds.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace nscl::plugin_host {

namespace {

std::string listed(const std::vector<refused_plugin>& refused)
{
    std::string text = "plugins cannot be used:";
    for (const auto& each : refused) {
        text += "\n  " + each.id + (each.file.empty() ? "" : " (" + each.file.string() + ")") + ": " + each.reason;
    }
    return text + "\nMend or disable them ([plugins] enabled in the configuration; `nscl plugin list` shows all).";
}

/// The plugin, what it depends on, what that depends on, and so on.
std::vector<std::string> with_dependencies(const std::string& id, const std::vector<manifest>& found)
{
    std::vector<std::string> wanted{id};
    for (std::size_t next = 0; next < wanted.size(); ++next) {
        for (const auto& each : found) {
            if (each.id != wanted[next]) continue;
            for (const auto& needed : each.depends) {
                if (std::find(wanted.begin(), wanted.end(), needed.id) == wanted.end()) wanted.push_back(needed.id);
            }
        }
    }
    return wanted;
}

/// Paths below a plugin's own that the host gives out.
bool is_reserved(std::string_view plural)
{
    return plural == "actions" || plural == "indicators";
}

} // namespace

plugins_refused::plugins_refused(std::vector<refused_plugin> refused)
    : std::runtime_error(listed(refused)), refused_(std::move(refused))
{
}

plugin_host::plugin_host(host_options options) : options_(std::move(options)) {}

plugin_host::~plugin_host()
{
    stop();
}

std::vector<plugin_report> plugin_host::inspect(const settings::plugin_settings& from)
{
    const auto there = discover(from);
    const auto enabled = resolve_enabled(from);
    std::vector<plugin_report> reports;
    const auto reason_for = [&](const std::string& id, const std::filesystem::path& file) {
        for (const auto& each : enabled.refused) {
            if (each.id == id && (each.file.empty() || each.file == file)) return each.reason;
        }
        return std::string{};
    };
    for (const auto& each : there.found) {
        plugin_report made{each.id,
                           each.file,
                           each,
                           is_enabled(from, each.id),
                           plugin_state::discovered,
                           reason_for(each.id, each.file)};
        if (made.enabled) made.state = made.reason.empty() ? plugin_state::resolved : plugin_state::failed;
        reports.push_back(std::move(made));
    }
    for (const auto& each : there.refused) {
        reports.push_back(
            {each.id, each.file, std::nullopt, is_enabled(from, each.id), plugin_state::failed, each.reason});
    }
    for (const auto& each : enabled.refused) {
        if (each.file.empty()) reports.push_back({each.id, {}, std::nullopt, true, plugin_state::failed, each.reason});
    }
    std::stable_sort(reports.begin(), reports.end(),
                     [](const auto& left, const auto& right) { return left.id < right.id; });
    return reports;
}

checked<entities::declaration> plugin_host::declaration_of(const std::string& id, settings::plugin_settings from)
{
    from.enabled = with_dependencies(id, discover(from).found);
    std::erase_if(from.values, [&](const auto& each) {
        return std::find(from.enabled.begin(), from.enabled.end(), each.first) == from.enabled.end();
    });
    auto resolved = resolve_enabled(from);
    plugin_host only{{.plugins = std::move(from)}};
    only.refused_ = std::move(resolved.refused);
    std::vector<entities::contributed_type> types;
    for (const auto& about : resolved.order) only.load_one(about, types, {});
    for (auto& each : only.declarations_) {
        if (each.plugin == id) return std::move(each);
    }
    for (const auto& each : only.refused_) {
        if (each.id == id) return defect{each.reason};
    }
    return defect{"there is no such plugin in the plugin folders"};
}

void plugin_host::refuse(const manifest& about, std::string reason)
{
    log::error("plugin_refused", {{"plugin", about.id}, {"file", about.file.string()}, {"reason", reason}});
    refused_.push_back({about.id, about.file, std::move(reason)});
}

void plugin_host::stop_if_refused() const
{
    if (!refused_.empty() && options_.refused == on_refusal::stop) throw plugins_refused{refused_};
}

void plugin_host::load(entities::declaration core, messages::catalogue& texts)
{
    auto resolved = resolve_enabled(options_.plugins);
    refused_ = std::move(resolved.refused);
    for (const auto& each : refused_)
        log::error("plugin_refused", {{"plugin", each.id}, {"file", each.file.string()}, {"reason", each.reason}});
    std::vector<entities::contributed_type> types;
    for (const auto& about : resolved.order) load_one(about, types, texts);
    stop_if_refused();
    build_model(std::move(core));
    for (const auto& declared : model_->declarations()) {
        for (const auto& message : declared.messages) texts.add(message.code, message.pattern);
    }
    for (const auto& plugin : plugins_) plugin->code().reached(plugin_state::checked);
}

void plugin_host::load_one(const manifest& about, std::vector<entities::contributed_type>& types,
                           const messages::catalogue& texts)
{
    for (const auto& needed : about.depends) {
        const auto is_it = [&](const auto& each) { return each->id() == needed.id; };
        if (std::any_of(plugins_.begin(), plugins_.end(), is_it)) continue;
        return refuse(about, "it needs the plugin \"" + needed.id + "\", which is refused");
    }
    auto loaded = loaded_plugin::load(about, options_.later, options_.copies);
    if (loaded.has_error()) return refuse(about, loaded.error().text);
    auto plugin = std::make_shared<hosted_plugin>(std::move(*loaded));
    plugin->code().reached(plugin_state::resolved);

    const auto types_before = types.size();
    auto declared = declared_by(plugin, types, texts);
    if (declared.has_error()) {
        types.erase(types.begin() + static_cast<std::ptrdiff_t>(types_before), types.end());
        return refuse(about, declared.error().text);
    }
    declared->label = about.label;
    plugin->code().reached(plugin_state::declared);
    plugins_.push_back(std::move(plugin));
    declarations_.push_back(std::move(*declared));
}

checked<entities::declaration> plugin_host::declared_by(const std::shared_ptr<hosted_plugin>& plugin,
                                                        std::vector<entities::contributed_type>& types,
                                                        const messages::catalogue& texts)
{
    const auto document = plugin->code().declare();
    if (document.has_error()) return document.error();
    plugin_callbacks callbacks{plugin};
    auto declared = entities::read_declaration(plugin->id(), *document, callbacks, types);
    if (declared.has_error()) {
        return defect{"its declaration is wrong at \"" + declared.error().pointer + "\": " + declared.error().problem};
    }
    const auto written = options_.plugins.values.find(plugin->id());
    auto values = setting_values::read(plugin->id(), declared->settings,
                                       written == options_.plugins.values.end() ? setting_values::given_values{}
                                                                                : written->second);
    if (values.has_error()) return values.error();
    if (auto fits = fits_others(*declared, texts); fits.has_error()) return fits.error();
    entities::set_version(*declared, to_text(plugin->code().about().version));
    plugin->configure(std::move(*values));
    return std::move(*declared);
}

checked<> plugin_host::fits_others(const entities::declaration& declared, const messages::catalogue& texts) const
{
    for (const auto& each : declared.entities) {
        if (is_reserved(each.plural))
            return defect{"its entity " + each.name + " has the plural \"" + each.plural +
                          "\", which the server uses itself"};
    }
    for (const auto& each : declared.messages) {
        if (texts.knows(each.code))
            return defect{"its message \"" + each.code + "\" is one of the server's own; name it otherwise"};
        for (const auto& other : declarations_) {
            const auto same = std::find_if(other.messages.begin(), other.messages.end(),
                                           [&](const auto& one) { return one.code == each.code; });
            if (same == other.messages.end() ||
                (same->pattern.vi == each.pattern.vi && same->pattern.en == each.pattern.en))
                continue;
            return defect{"its message \"" + each.code + "\" is another one in the plugin \"" + other.plugin +
                          "\"; name it otherwise"};
        }
    }
    if (declared.has_site()) {
        const auto other = std::ranges::find_if(declarations_, &entities::declaration::has_site);
        if (other != declarations_.end())
            return defect{"it has a site, and so has the plugin \"" + other->plugin +
                          "\"; a server has one, so enable only one of the two"};
    }
    std::vector<http::route> routes;
    const auto add = [&](const entities::declaration& from) {
        for (const auto& each : from.routes) {
            routes.push_back({.verb = each.verb,
                              .pattern = entities::path_of(from.plugin, each),
                              .handler = [](const http::request&) { return http::response{}; },
                              .owner = from.plugin,
                              .of_site = each.space == entities::route_space::site});
        }
    };
    for (const auto& other : declarations_) add(other);
    add(declared);
    try {
        const http::router all{std::move(routes)};
    } catch (const std::invalid_argument& collision) {
        return defect{std::string{"its routes: "} + collision.what()};
    }
    return {};
}

void plugin_host::build_model(entities::declaration core)
{
    std::vector<entities::declaration> all;
    all.push_back(std::move(core));
    std::move(declarations_.begin(), declarations_.end(), std::back_inserter(all));
    declarations_.clear();
    auto built = entities::model::build(std::move(all));
    if (built.has_error()) {
        refused_.push_back({"model", {}, built.error().problem + " (at \"" + built.error().pointer + "\")"});
        throw plugins_refused{refused_};
    }
    model_ = std::move(*built);
}

std::vector<entities::schema_request> plugin_host::schema_requests() const
{
    std::vector<entities::schema_request> requests;
    for (const auto& plugin : plugins_) {
        requests.push_back(entities::request_of(*model_, plugin->id()));
    }
    return requests;
}

void plugin_host::give_up(const hosted_plugin& failed, std::string reason)
{
    refuse(failed.code().about(), std::move(reason));
    stop();
    throw plugins_refused{refused_};
}

void plugin_host::create(const std::shared_ptr<const host_services>& services)
{
    for (const auto& plugin : plugins_) {
        plugin->code().reached(plugin_state::migrated);
        plugin->connect(services);
    }
    for (const auto& plugin : plugins_) {
        if (auto created = plugin->create(); created.has_error()) give_up(*plugin, created.error().text);
    }
}

void plugin_host::start()
{
    for (const auto& plugin : plugins_) {
        if (auto started = plugin->code().start(); started.has_error()) give_up(*plugin, started.error().text);
        const auto declared =
            std::find_if(model_->declarations().begin(), model_->declarations().end(),
                         [&](const entities::declaration& each) { return each.plugin == plugin->id(); });
        try {
            if (auto sown = sow(*plugin->services(), *declared); sown.has_error()) give_up(*plugin, sown.error().text);
        } catch (const plugin_failed& failed) {
            give_up(*plugin, std::string{"its seeds: "} + failed.what());
        }
        log::info("plugin_started", {{"plugin", plugin->id()}, {"version", to_text(plugin->code().about().version)}});
    }
}

void plugin_host::fill_with_samples()
{
    const auto who = entities::caller::system("demo");
    for (const auto& plugin : plugins_) {
        const auto& all = model_->declarations();
        const auto own =
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.plugin == plugin->id(); });
        if (!own->demo) continue;
        std::vector<messages::field_error> problems;
        invocation about{.plugin = *plugin, .who = &who, .problems = &problems};
        nscl_call call{};
        call.kind = NSCL_CALL_DEMO;
        const auto status = perform(about, nullptr, *own->demo, call);
        if (status.status == NSCL_OK && problems.empty()) continue;
        auto reason = "plugin " + plugin->id() + ": its samples are refused: " + status.code + " " + status.field;
        for (const auto& each : problems) reason += " " + each.pointer + ": " + each.code;
        throw plugin_failed{reason};
    }
}

std::vector<http::route> plugin_host::routes(const route_services& services) const
{
    std::vector<http::route> all;
    std::vector<declared_plugin> declared;
    for (const auto& plugin : plugins_) {
        for (const auto& each : model_->declarations()) {
            if (each.plugin != plugin->id()) continue;
            declared.push_back({plugin, &each});
            auto own = plugin_routes(plugin, each, services);
            std::move(own.begin(), own.end(), std::back_inserter(all));
        }
    }
    all.push_back(state_route(declared, model_, services));
    auto indicators = indicator_routes(declared, model_, services);
    std::move(indicators.begin(), indicators.end(), std::back_inserter(all));
    return all;
}

void plugin_host::drain() noexcept
{
    for (const auto& each : std::views::reverse(plugins_)) each->code().drain();
}

void plugin_host::stop() noexcept
{
    for (const auto& each : std::views::reverse(plugins_)) each->code().stop();
    for (const auto& each : std::views::reverse(plugins_)) {
        each->code().destroy();
        each->disconnect();
    }
}

std::vector<std::pair<std::string, hosted_plugin::callback_counts>> plugin_host::callbacks() const
{
    std::vector<std::pair<std::string, hosted_plugin::callback_counts>> found;
    for (const auto& each : plugins_) found.emplace_back(each->id(), each->callbacks());
    return found;
}

std::vector<plugin_report> plugin_host::reports() const
{
    std::vector<plugin_report> all;
    for (const auto& each : refused_)
        all.push_back({each.id, each.file, std::nullopt, true, plugin_state::failed, each.reason});
    for (const auto& plugin : plugins_) {
        const auto& about = plugin->code().about();
        const auto is_it = [&](const refused_plugin& each) { return each.id == about.id; };
        if (std::any_of(refused_.begin(), refused_.end(), is_it)) continue;
        all.push_back({about.id, about.file, about, true, plugin->code().state(), {}});
    }
    return all;
}

} // namespace nscl::plugin_host
