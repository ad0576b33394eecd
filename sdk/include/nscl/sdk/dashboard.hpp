#pragma once

#include <nscl/sdk/part.hpp>

namespace nscl::sdk {

enum class chart { bar, line, none };

/// A figure that the plugin computes, shown as a tile.
class indicator : public part<indicator> {
public:
    indicator(std::string_view name, const texts& label, std::uint32_t callback)
        : part{"indicator " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("label", label);
        set("callback", callback);
    }

    indicator& unit(std::string_view vi, std::string_view en) { return set("unit", both(vi, en)); }
    /// Sums of money in VND, which a tile shows in millions and billions.
    indicator& money() { return unit("đồng", "VND").set("money", true); }
    /// Its categories are periods (2026, 2026-Q3), in the order of time: drawn from left to right, and a tile tells the present one.
    indicator& over_time() { return set("over_time", true); }
    /// How its series are drawn beside their table; as bars, unless said otherwise.
    indicator& chart(sdk::chart how)
    {
        constexpr std::string_view names[] = {"bar", "line", "none"};
        return set("chart", names[static_cast<std::size_t>(how)]);
    }
    /// "authenticated", unless a role is named.
    indicator& permission(std::string_view who) { return set("permission", who); }

    json_object object() const
    {
        json_object written = part::object();
        if (!said().has("permission")) written.set("permission", "authenticated");
        return written;
    }
};

/// A page of indicators.
class dashboard : public part<dashboard> {
public:
    dashboard(std::string_view name, const texts& label) : part{"dashboard " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("label", label);
    }

    template <std::convertible_to<std::string_view>... Indicator>
    dashboard& tiles(Indicator&&... indicators)
    {
        (append("tiles", std::string_view{indicators}), ...);
        return *this;
    }

    json_object object() const
    {
        json_object written = part::object();
        if (!said().has("tiles")) written.set("tiles", json_array{});
        return written;
    }
};

/// The order in which the console shows the plugin's entities and dashboards.
class menu {
public:
    menu& entity(std::string_view name)
    {
        items_.add(json_object{}.set("entity", name));
        return *this;
    }
    menu& dashboard(std::string_view name)
    {
        items_.add(json_object{}.set("dashboard", name));
        return *this;
    }
    const json_array& items() const { return items_; }

private:
    json_array items_;
};

} // namespace nscl::sdk
