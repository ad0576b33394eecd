#pragma once

#include <nscl/sdk/part.hpp>

namespace nscl::sdk {

/// A kind of field that other plugins may use as "<plugin>.<name>".
class field_type : public part<field_type> {
public:
    field_type(std::string_view name, std::string_view base, const texts& label, std::uint32_t callback)
        : part{"field type " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("base", base);
        set("label", label);
        set("callback", callback);
    }

    /// Characters.
    field_type& at_most(std::int64_t characters) { return set("max_length", characters); }
};

} // namespace nscl::sdk
