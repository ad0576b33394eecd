#pragma once

#include <nscl/sdk/place.hpp>

#include <string_view>

namespace nscl::sdk {

/// Where checks and hooks say what is wrong. Everything reported is shown to the client at once, each at its field.
class problems {
public:
    explicit problems(const detail::place& where) : where_{where} {}

    /// `problems.at("cost", "cost_above_norm", {{"limit", 5'000'000}})`; the code is a declared message.
    void at(std::string_view field, std::string_view code, const values& parameters = {})
    {
        value::list pairs;
        pairs.reserve(parameters.size() * 2);
        for (const named_value& parameter : parameters) {
            pairs.emplace_back(parameter.name);
            pairs.push_back(parameter.is);
        }
        const value list{std::move(pairs)};
        const detail::borrowed_values raw{list};
        where_.call(where_.host().entities(), &nscl_entities_v1::report, borrow(field), borrow(code),
                    parameters.empty() ? nullptr : raw.data());
        any_ = true;
    }

    /// About the record as a whole, or the value at hand.
    void add(std::string_view code, const values& parameters = {}) { at({}, code, parameters); }

    /// True when something was reported through this object.
    bool any() const { return any_; }

    /// Ends the callback when something was reported.
    void stop_if_any() const
    {
        if (any_) throw error{NSCL_REFUSED, "invalid"};
    }

private:
    detail::place where_;
    bool any_ = false;
};

} // namespace nscl::sdk
