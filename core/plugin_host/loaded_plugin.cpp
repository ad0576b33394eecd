#include "core/plugin_host/loaded_plugin.hpp"

#include "core/log/log.hpp"
#include "core/platform/utf8.hpp"
#include "core/plugin_host/plugin_failed.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace nscl::plugin_host {

namespace {

constexpr std::uint64_t largest_declaration = 16 * 1024 * 1024;

/// Runs a call into a plugin; what it throws becomes a status.
template <class Call>
std::int32_t contained(nscl_error& error, Call call)
{
    try {
        return call();
    } catch (const std::exception& thrown) {
        return answer(
            &error,
            {NSCL_FAILED, "plugin_threw", {}, std::string{"an exception crossed the boundary: "} + thrown.what(), {}});
    } catch (...) { // another runtime's, or no std::exception
        return answer(&error, {NSCL_FAILED, "plugin_threw", {}, "an exception crossed the boundary", {}});
    }
}

void contained_quietly(const std::string& plugin, std::string_view step, void (*call)(void*), void* instance) noexcept
{
    auto error = empty_error();
    const auto status = contained(error, [&] {
        call(instance);
        return NSCL_OK;
    });
    if (status != NSCL_OK) log::error("plugin_failed", {{"plugin", plugin}, {"step", step}, {"problem", error.detail}});
}

std::optional<defect> wrong_table(const nscl_plugin* table)
{
    if (!table) return defect{"its entry point returned no table"};
    if (table->size < offsetof(nscl_plugin, invoke) + sizeof table->invoke) {
        return defect{"its table has " + std::to_string(table->size) +
                      " bytes and ends before the functions that every plugin has"};
    }
    if (auto fits = check_abi(table->abi_major, 0); fits.has_error()) return fits.error();
    const auto missing = [](std::string_view slot) {
        return defect{"its table lacks the function \"" + std::string{slot} + "\""};
    };
    if (!NSCL_HAS(table, nscl_plugin, declare)) return missing("declare");
    if (!NSCL_HAS(table, nscl_plugin, create)) return missing("create");
    if (!NSCL_HAS(table, nscl_plugin, destroy)) return missing("destroy");
    if (!NSCL_HAS(table, nscl_plugin, invoke)) return missing("invoke");
    return std::nullopt;
}

std::string described(const call_status& why)
{
    std::string text = why.detail.empty() ? why.code : why.detail;
    return text.empty() ? "status " + std::to_string(why.status)
                        : text + " (status " + std::to_string(why.status) + ")";
}

} // namespace

std::string_view name(plugin_state which)
{
    static constexpr std::string_view names[] = {"discovered", "verified", "resolved",  "declared",
                                                 "checked",    "migrated", "created",   "started",
                                                 "draining",   "stopped",  "destroyed", "failed"};
    return names[static_cast<std::size_t>(which)];
}

checked<loaded_plugin> loaded_plugin::load(manifest about, unmapping later, const std::filesystem::path& copies)
{
    if (auto fits = check_abi(about.abi_major, about.abi_minor); fits.has_error()) return fits.error();
    auto library = shared_library::open(about.file, later, copies);
    if (library.has_error()) return library.error();

    const nscl_boot boot{sizeof boot, NSCL_ABI_MAJOR, NSCL_ABI_MINOR, 0};
    const nscl_plugin* table = nullptr;
    auto error = empty_error();
    const auto status = contained(error, [&] { return library->entry()(&boot, &table); });
    if (status != NSCL_OK) return defect{"it refuses this server: " + described(read_error(status, error))};
    if (auto wrong = wrong_table(table)) return *wrong;
    return loaded_plugin{std::move(about), std::move(*library), table};
}

loaded_plugin::loaded_plugin(manifest about, shared_library library, const nscl_plugin* table)
    : about_(std::move(about)), library_(std::move(library)), table_(table)
{
}

loaded_plugin::loaded_plugin(loaded_plugin&& other) noexcept
    : about_(std::move(other.about_)),
      library_(std::move(other.library_)),
      table_(other.table_),
      instance_(std::exchange(other.instance_, nullptr)),
      exists_(std::exchange(other.exists_, false)),
      running_(std::exchange(other.running_, false)),
      state_(other.state_)
{
}

loaded_plugin::~loaded_plugin()
{
    stop();
    destroy();
}

defect loaded_plugin::fail(std::string_view step, const call_status& why)
{
    const auto problem = described(why);
    log::error("plugin_failed", {{"plugin", about_.id}, {"step", step}, {"problem", problem}});
    stop();
    destroy();
    state_ = plugin_state::failed;
    return {"its " + std::string{step} + " failed: " + problem};
}

checked<std::string> loaded_plugin::declare()
{
    nscl_text document{};
    auto error = empty_error();
    const auto status = contained(error, [&] { return table_->declare(&document, &error); });
    if (status != NSCL_OK) return fail("declaration", read_error(status, error));
    const auto unusable = [&](std::string detail) {
        return fail("declaration", {NSCL_FAILED, {}, {}, std::move(detail), {}});
    };
    if (!document.data || document.size == 0) return unusable("it is empty");
    if (document.size > largest_declaration) return unusable("it is larger than 16 MiB");
    std::string copy{document.data, document.size};
    if (!platform::is_utf8(copy)) return unusable("it is not UTF-8");
    return checked<std::string>{boost::system::in_place_value, std::move(copy)};
}

checked<> loaded_plugin::create(const nscl_host& host)
{
    if (exists_) return {};
    auto error = empty_error();
    void* made = nullptr;
    const auto status = contained(error, [&] { return table_->create(&host, &made, &error); });
    if (status != NSCL_OK) return fail("create", read_error(status, error));
    instance_ = made;
    exists_ = true;
    state_ = plugin_state::created;
    return {};
}

checked<> loaded_plugin::start()
{
    if (!exists_) return fail("start", {NSCL_FAILED, {}, {}, "there is no instance", {}});
    if (running_) return {};
    if (NSCL_HAS(table_, nscl_plugin, start)) {
        auto error = empty_error();
        const auto status = contained(error, [&] { return table_->start(instance_, &error); });
        if (status != NSCL_OK) return fail("start", read_error(status, error));
    }
    running_ = true;
    state_ = plugin_state::started;
    return {};
}

void loaded_plugin::drain() noexcept
{
    if (!running_ || state_ == plugin_state::draining) return;
    if (NSCL_HAS(table_, nscl_plugin, drain)) contained_quietly(about_.id, "drain", table_->drain, instance_);
    state_ = plugin_state::draining;
}

void loaded_plugin::stop() noexcept
{
    if (!running_) return;
    running_ = false;
    if (NSCL_HAS(table_, nscl_plugin, stop)) contained_quietly(about_.id, "stop", table_->stop, instance_);
    state_ = plugin_state::stopped;
}

void loaded_plugin::destroy() noexcept
{
    if (!exists_) return;
    exists_ = false;
    contained_quietly(about_.id, "destroy", table_->destroy, std::exchange(instance_, nullptr));
    state_ = plugin_state::destroyed;
}

call_status loaded_plugin::invoke(std::uint32_t number, nscl_call& call) const
{
    if (!exists_) throw plugin_failed{"plugin " + about_.id + ": a callback was asked for, but there is no instance"};
    auto error = empty_error();
    auto result = read_error(contained(error, [&] { return table_->invoke(instance_, number, &call, &error); }), error);
    if (result.status < NSCL_OK || result.status > NSCL_FAILED || result.status == NSCL_END) {
        result.detail = "it returned " + std::to_string(result.status) + ", which is no status of the contract";
        result.status = NSCL_FAILED;
    }
    return result;
}

} // namespace nscl::plugin_host
