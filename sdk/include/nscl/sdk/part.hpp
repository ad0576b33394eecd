#pragma once

#include <nscl/sdk/declaration.hpp>

#include <string>
#include <string_view>

namespace nscl::sdk {

/// What roles, dimensions, routes and their like have in common: members that are said one after the other.
template <class Self>
class part {
public:
    explicit part(std::string where) : members_{std::move(where)} {}
    part(const part&) = delete;
    part& operator=(const part&) = delete;

    json_object object() const { return members_.object(); }

protected:
    Self& set(std::string_view member, const json& is)
    {
        members_.set(member, is);
        return static_cast<Self&>(*this);
    }
    Self& append(std::string_view member, const json& item)
    {
        members_.append(member, item);
        return static_cast<Self&>(*this);
    }
    const detail::members& said() const { return members_; }

private:
    detail::members members_;
};

} // namespace nscl::sdk
