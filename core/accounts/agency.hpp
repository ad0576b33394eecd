#pragma once

#include "core/accounts/account_context.hpp"
#include "core/messages/refusal.hpp"

#include <string>

/// Whose server this is: the one record of core.agency, which is there from the first start on.
namespace nscl::accounts::agency {

/// Makes the record where there is none. One process at a time (generation::set_up).
void prepare(database::transaction& in, const account_context& at);

/// `invalid` at /agency for a name that the field refuses.
messages::outcome<> rename(database::transaction& in, const account_context& at, const entities::caller& who,
                           const std::string& name);

/// `name` is "" until somebody has said it; `id` 0 where there is no record yet.
struct particulars {
    entities::record_id id = 0;
    std::string name;
};

particulars read(database::reader& from);

} // namespace nscl::accounts::agency
