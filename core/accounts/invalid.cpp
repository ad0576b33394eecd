#include "core/accounts/invalid.hpp"

namespace nscl::accounts {

messages::refusal invalid(std::vector<messages::field_error> problems)
{
    auto result = refuse(messages::reason::invalid, "invalid");
    result.errors = std::move(problems);
    return result;
}

} // namespace nscl::accounts
