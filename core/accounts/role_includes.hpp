#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/model.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace nscl::accounts {

/// What roles include: declared ones as the model says, those of administrators by their own lists, which are read when the
/// first of them is asked for. One thread's, for as long as its reader.
class role_includes {
public:
    role_includes(database::reader& from, const entities::model& model);

    /// The role and all that it includes; empty for a role that is neither declared nor an administrator's.
    std::set<std::string> expanded(const std::string& role);

private:
    using lists = std::map<std::string, std::vector<std::string>, std::less<>>;

    const lists& own();
    void expand(const std::string& role, std::set<std::string>& into);

    database::reader& from_;
    const entities::model& model_;
    std::optional<lists> own_;
};

} // namespace nscl::accounts
