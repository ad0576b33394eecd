#pragma once

#include "core/entities/model/field_value.hpp"
#include "core/messages/refusal.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::accounts {

enum class presence { required, optional };

/// Takes the members of a small JSON body one by one; problems add up, what nobody takes is unknown.
class body_members {
public:
    explicit body_members(boost::json::object body) : body_(std::move(body)) {}

    /// "" when it is missing.
    std::string text(std::string_view name, presence needed = presence::required);
    entities::record_id id(std::string_view name);
    /// Each once.
    std::vector<entities::record_id> ids(std::string_view name);

    /// Everything that was wrong, as one refusal.
    std::optional<messages::refusal> refused();

private:
    std::optional<boost::json::value> take(std::string_view name, presence needed);
    void report(std::string_view name, const char* code, messages::parameters parameters = {});

    boost::json::object body_;
    std::vector<messages::field_error> problems_;
};

} // namespace nscl::accounts
