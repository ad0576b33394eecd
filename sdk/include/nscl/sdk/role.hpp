#pragma once

#include <nscl/sdk/part.hpp>

namespace nscl::sdk {

/// A role that an administrator gives to users.
class role : public part<role> {
public:
    role(std::string_view name, const texts& label) : part{"role " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("label", label);
    }

    /// Who holds this role holds these too.
    template <std::convertible_to<std::string_view>... Role>
    role& includes(Role&&... roles)
    {
        (append("includes", std::string_view{roles}), ...);
        return *this;
    }
};

/// Something that a grant of a role can be limited to, such as an organization.
class dimension : public part<dimension> {
public:
    dimension(std::string_view name, const texts& label) : part{"dimension " + std::string{name}}
    {
        detail::require_name(name, said().where());
        set("name", name);
        set("label", label);
    }

    /// A grant lists records of this entity.
    dimension& of_entity(std::string_view entity) { return set("entity", detail::full_name(entity)); }
    /// The value is the caller's own user id.
    dimension& of_caller() { return set("self", true); }

    json_object object() const
    {
        if (said().has("entity") == said().has("self"))
            throw declaration_error{said().where() + " needs of_entity() or of_caller()"};
        return part::object();
    }
};

} // namespace nscl::sdk
