#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/caller.hpp"
#include "core/entities/model/model.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nscl::accounts {

/// A user ready to be asked about rights.
struct signed_in {
    std::shared_ptr<const entities::caller> who;
    std::vector<std::string> roles; ///< each once, in alphabetical order
    bool administrator = false;
};

/// Whose rights are compiled, and through which door.
struct identity {
    entities::record_id user = 0;
    std::string username;
    std::string origin;
    std::optional<entities::record_id> token; ///< an API token: only its grants, and not session_holder
};

/// Reads a user's grants and spells out the roles that they include: declared ones as the model says, those of
/// administrators by their own lists.
signed_in compile_caller(database::reader& from, const entities::model& model, const identity& of);

} // namespace nscl::accounts
