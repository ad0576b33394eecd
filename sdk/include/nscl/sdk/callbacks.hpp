#pragma once

#include <nscl/sdk/change.hpp>
#include <nscl/sdk/http.hpp>
#include <nscl/sdk/indicator.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nscl::sdk {

/// What plugin code looks like where the host calls it.
template <class F>
concept check_function = std::invocable<const F&, const change&, problems&>;
template <class F>
concept claim_function = requires(const F& f, const change& c) {
    { f(c) } -> std::convertible_to<std::optional<std::string>>;
};
template <class F>
concept hook_function = std::invocable<const F&, draft&, problems&> || std::invocable<const F&, draft&>;
template <class F>
concept commit_function = std::invocable<const F&, const change&>;
template <class F>
concept route_function = requires(const F& f, const request& r) {
    { f(r) } -> std::convertible_to<answer>;
};
template <class F>
concept text_field_function = requires(const F& f, std::string_view given, problems& p) {
    { f(given, p) } -> std::convertible_to<value>;
};
template <class F>
concept field_function = text_field_function<F> || requires(const F& f, value_view given, problems& p) {
    { f(given, p) } -> std::convertible_to<value>;
};
template <class F>
concept demo_function = std::invocable<const F&, const context&>;
template <class F>
concept indicator_function = requires(const F& f, const context& c) {
    { f(c) } -> std::convertible_to<std::vector<series>>;
};

namespace detail {

/// The plugin's callbacks by number, from 1. Filled while the plugin is declared, then read by every thread.
class callbacks {
public:
    using function = std::function<void(const place&, std::uint32_t number, nscl_call&)>;

    std::uint32_t add(function call)
    {
        all_.push_back(std::move(call));
        return static_cast<std::uint32_t>(all_.size());
    }

    const function& at(std::uint32_t number) const
    {
        if (number == 0 || number > all_.size())
            throw error{NSCL_MISUSE, "no_such_callback", {}, "no callback has number " + std::to_string(number)};
        return all_[number - 1];
    }

    template <check_function F>
    std::uint32_t check(std::string entity, F fn)
    {
        return add(
            [entity = std::move(entity), fn = std::move(fn)](const place& where, std::uint32_t, nscl_call& call) {
                const change subject{where, where.entity(entity), call};
                problems found{where};
                fn(subject, found);
            });
    }

    template <claim_function F>
    std::uint32_t claim(std::string entity, F fn)
    {
        return add(
            [entity = std::move(entity), fn = std::move(fn)](const place& where, std::uint32_t, nscl_call& call) {
                const std::optional<std::string> text = fn(change{where, where.entity(entity), call});
                set_result(where, value{text});
            });
    }

    template <hook_function F>
    std::uint32_t before(std::string entity, F fn)
    {
        return add(
            [entity = std::move(entity), fn = std::move(fn)](const place& where, std::uint32_t, nscl_call& call) {
                draft subject{where, where.entity(entity), call};
                if constexpr (std::invocable<const F&, draft&, problems&>) {
                    problems found{where};
                    fn(subject, found);
                } else {
                    fn(subject);
                }
            });
    }

    template <commit_function F>
    std::uint32_t after_commit(std::string entity, F fn)
    {
        return add(
            [entity = std::move(entity), fn = std::move(fn)](const place& where, std::uint32_t, nscl_call& call) {
                fn(change{where, where.entity(entity), call});
            });
    }

    template <route_function F>
    std::uint32_t route(F fn)
    {
        return add([fn = std::move(fn)](const place& where, std::uint32_t number, nscl_call&) {
            answer result = fn(request{where});
            std::move(result).send(where, number);
        });
    }

    template <field_function F>
    std::uint32_t field(F fn)
    {
        return add([fn = std::move(fn)](const place& where, std::uint32_t, nscl_call& call) {
            problems found{where};
            const value_view given{call.input == nullptr ? nscl_value{} : *call.input};
            value stored;
            if constexpr (text_field_function<F>) {
                const auto text = given.as<std::string_view>();
                if (!text) return set_result(where, value{});
                stored = fn(*text, found);
            } else {
                stored = fn(given, found);
            }
            if (!found.any()) set_result(where, stored);
        });
    }

    template <demo_function F>
    std::uint32_t demo(F fn)
    {
        return add([fn = std::move(fn)](const place& where, std::uint32_t, nscl_call&) { fn(context{where}); });
    }

    template <indicator_function F>
    std::uint32_t indicator(F fn)
    {
        return add([fn = std::move(fn)](const place& where, std::uint32_t, nscl_call&) {
            set_result(where, json_text{indicator_document(fn(context{where}))});
        });
    }

private:
    static void set_result(const place& where, const value& is)
    {
        const borrowed_values raw{is};
        where.call(where.host().entities(), &nscl_entities_v1::result, raw.data());
    }

    std::vector<function> all_;
};

} // namespace detail
} // namespace nscl::sdk
