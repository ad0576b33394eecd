#pragma once

#include <nscl/sdk/calendar.hpp>
#include <nscl/sdk/link.hpp>
#include <nscl/sdk/reading.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace nscl::sdk {

enum class level : std::int32_t {
    debug = NSCL_LOG_DEBUG,
    info = NSCL_LOG_INFO,
    warning = NSCL_LOG_WARNING,
    error = NSCL_LOG_ERROR,
};

namespace detail {

/// What lives from create to destroy.
struct instance {
    explicit instance(const nscl_host* host) : host_link{host}, entities{host_link} {}

    link host_link;
    known_entities entities;
};

} // namespace detail

/// What the server offers to a plugin at any time, on every thread, request or not.
class server {
public:
    explicit server(const detail::instance& in) : in_{&in} {}

    /// One line in the server's log, with the plugin's id. Never fails.
    void log(level how, std::string_view message) const noexcept
    {
        const nscl_host& host = in_->host_link.host();
        if (NSCL_HAS(&host, nscl_host, log)) host.log(host.self, static_cast<std::int32_t>(how), borrow(message));
    }

    /// A declared setting: the operator's value, or its default. T: std::int64_t, std::string, bool or decimal.
    template <class T>
    T setting(std::string_view name) const
    {
        nscl_value raw{};
        detail::ask(link(), link().settings(), &nscl_settings_v1::get, borrow(name), &raw);
        const auto content = value_view{raw}.as<T>();
        if (!content) throw error{NSCL_NOT_FOUND, "no_such_setting", {}, std::string{name} + " has no value"};
        return *content;
    }

    /// The server's clock; tests turn it.
    timestamp now() const
    {
        std::int64_t microseconds = 0;
        tell_time(&nscl_clock_v1::now, microseconds);
        return timestamp{std::chrono::microseconds{microseconds}};
    }

    /// Today where the server's users are (its utc_offset).
    date today() const
    {
        std::int64_t days = 0;
        tell_time(&nscl_clock_v1::today, days);
        return date{std::chrono::days{days}};
    }

protected:
    const detail::instance& in() const { return *in_; }
    const detail::link& link() const { return in_->host_link; }

private:
    template <class Function>
    void tell_time(Function nscl_clock_v1::* which, std::int64_t& result) const
    {
        const nscl_clock_v1* clock = link().clock();
        if (clock == nullptr || clock->size < sizeof(nscl_clock_v1) ||
            (clock->*which)(link().self(), &result) != NSCL_OK)
            throw error{NSCL_UNAVAILABLE, "extension_missing", {}, "the host has no " NSCL_CLOCK_V1};
    }

    const detail::instance* in_;
};

} // namespace nscl::sdk
