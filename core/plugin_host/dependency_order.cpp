#include "core/plugin_host/dependency_order.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace nscl::plugin_host {

namespace {

/// The wanted plugins by id, getting fewer while reasons against them are found.
class resolver {
public:
    resolver(std::vector<manifest> found, std::span<const std::string> enabled)
    {
        for (auto& each : found) by_id_[each.id].push_back(std::move(each));
        take_wanted(enabled);
    }

    resolution run()
    {
        refuse_unmet();
        refuse_cycles();
        order();
        return std::move(result_);
    }

private:
    void take_wanted(std::span<const std::string> enabled)
    {
        std::set<std::string> ids{enabled.begin(), enabled.end()};
        if (enabled.empty()) {
            for (const auto& [id, files] : by_id_) ids.insert(id);
        }
        for (const auto& id : ids) {
            const auto files = by_id_.find(id);
            if (files == by_id_.end()) {
                result_.refused.push_back(
                    {id,
                     {},
                     "it is enabled, but no " + id +
                         ".so is in the plugin folders; put it there, or take it from plugins.enabled"});
            } else if (files->second.size() > 1) {
                refuse_duplicates(files->second);
            } else {
                wanted_.emplace(id, files->second.front());
            }
        }
    }

    void refuse_duplicates(const std::vector<manifest>& files)
    {
        for (std::size_t i = 1; i < files.size(); ++i) {
            result_.refused.push_back({files[i].id, files[i].file,
                                       "two files hold this plugin: " + files.front().file.string() + " and " +
                                           files[i].file.string() + "; remove one of them"});
        }
    }

    /// Why a dependency does not hold now, if it does not.
    std::optional<std::string> unmet(const dependency& needed) const
    {
        const auto named = "it needs the plugin \"" + needed.id + "\" (" + needed.range.text() + ")";
        const auto there = wanted_.find(needed.id);
        if (there != wanted_.end()) {
            if (needed.range.holds(there->second.version)) return std::nullopt;
            return named + ", but " + to_text(there->second.version) + " is installed; install a version that fits";
        }
        const auto is_it = [&](const refused_plugin& each) { return each.id == needed.id; };
        if (std::any_of(result_.refused.begin(), result_.refused.end(), is_it)) return named + ", which is refused";
        if (by_id_.contains(needed.id)) return named + ", which is not enabled; enable it";
        return named + ", which is not in the plugin folders; install it";
    }

    /// Until nothing changes, because a refusal may take others with it.
    void refuse_unmet()
    {
        for (bool changed = true; changed;) {
            changed = false;
            for (auto each = wanted_.begin(); each != wanted_.end();) {
                std::optional<std::string> reason;
                for (const auto& needed : each->second.depends) {
                    reason = unmet(needed);
                    if (reason) break;
                }
                if (!reason) {
                    ++each;
                    continue;
                }
                result_.refused.push_back({each->first, each->second.file, std::move(*reason)});
                each = wanted_.erase(each);
                changed = true;
            }
        }
    }

    /// The cycle that `at` can reach, from its first member back to it; empty when there is none.
    std::vector<std::string> cycle_from(const std::string& at, std::vector<std::string>& path,
                                        std::set<std::string>& done) const
    {
        if (const auto seen = std::find(path.begin(), path.end(), at); seen != path.end()) {
            std::vector<std::string> cycle{seen, path.end()};
            cycle.push_back(at);
            return cycle;
        }
        if (done.contains(at)) return {};
        path.push_back(at);
        for (const auto& needed : wanted_.at(at).depends) {
            if (auto cycle = cycle_from(needed.id, path, done); !cycle.empty()) return cycle;
        }
        path.pop_back();
        done.insert(at);
        return {};
    }

    void refuse_cycles()
    {
        for (;;) {
            std::vector<std::string> cycle;
            std::set<std::string> done;
            for (const auto& [id, each] : wanted_) {
                std::vector<std::string> path;
                if (cycle = cycle_from(id, path, done); !cycle.empty()) break;
            }
            if (cycle.empty()) return;
            std::string named;
            for (const auto& id : cycle) named += (named.empty() ? "" : " -> ") + id;
            for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
                result_.refused.push_back(
                    {cycle[i], wanted_.at(cycle[i]).file,
                     "plugins depend on each other in a circle: " + named + "; one of them must do without the next"});
                wanted_.erase(cycle[i]);
            }
            refuse_unmet();
        }
    }

    void order()
    {
        std::set<std::string> placed;
        while (!wanted_.empty()) {
            const auto ready = std::find_if(wanted_.begin(), wanted_.end(), [&](const auto& each) {
                const auto& needs = each.second.depends;
                return std::all_of(needs.begin(), needs.end(),
                                   [&](const dependency& d) { return placed.contains(d.id); });
            });
            placed.insert(ready->first);
            result_.order.push_back(std::move(ready->second));
            wanted_.erase(ready);
        }
    }

    std::map<std::string, std::vector<manifest>> by_id_;
    std::map<std::string, manifest> wanted_;
    resolution result_;
};

} // namespace

resolution resolve(std::vector<manifest> found, std::span<const std::string> enabled)
{
    return resolver{std::move(found), enabled}.run();
}

} // namespace nscl::plugin_host
