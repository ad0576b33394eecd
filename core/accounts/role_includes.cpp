#include "core/accounts/role_includes.hpp"

namespace nscl::accounts {

role_includes::role_includes(database::reader& from, const entities::model& model) : from_(from), model_(model) {}

std::set<std::string> role_includes::expanded(const std::string& role)
{
    std::set<std::string> all;
    expand(role, all);
    return all;
}

const role_includes::lists& role_includes::own()
{
    if (own_) return *own_;
    own_.emplace();
    static constexpr database::column types[] = {database::column::text, database::column::text};
    from_.query(R"(SELECT r."code",t."code" FROM core_role r JOIN core_role__includes l ON l."id"=r."id")"
                R"( JOIN core_role t ON t."id"=l."target" WHERE r."declared"=0)",
                {}, types,
                [&](const database::row& row) { (*own_)[std::string{row.text(0)}].emplace_back(row.text(1)); });
    return *own_;
}

void role_includes::expand(const std::string& role, std::set<std::string>& into)
{
    if (model_.has_role(role)) {
        into.merge(model_.expanded(role));
        return;
    }
    const auto found = own().find(role);
    if (found == own().end() || !into.insert(role).second) return;
    for (const auto& each : found->second) expand(each, into);
}

} // namespace nscl::accounts
