#pragma once

#include <nscl/sdk/field.hpp>
#include <nscl/sdk/part.hpp>

namespace nscl::sdk {

/// A value that the operator may change in [plugin.<id>] of the configuration. Its default's type is its type.
class setting : public part<setting> {
public:
    setting(std::string_view name, const value& standard, const texts& label) : part{"setting " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("type", type_of(standard));
        set("default", detail::written(standard));
        set("label", label);
    }

    /// The law, standard or decision that the default comes from.
    setting& basis(std::string_view vi, std::string_view en) { return set("basis", both(vi, en)); }

private:
    std::string_view type_of(const value& standard) const
    {
        if (std::holds_alternative<std::int64_t>(standard.get())) return "integer";
        if (std::holds_alternative<std::string>(standard.get())) return "text";
        if (std::holds_alternative<bool>(standard.get())) return "boolean";
        if (std::holds_alternative<decimal>(standard.get())) return "decimal";
        throw declaration_error{said().where() + ": a default is an integer, a text, a boolean or a decimal"};
    }
};

} // namespace nscl::sdk
