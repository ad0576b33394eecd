#include "core/journal/chain.hpp"

#include "core/platform/member_list.hpp"

namespace nscl::journal {

using platform::member_list;

std::string digest_of(const entry& row, std::string_view salt)
{
    return member_list{"nscl journal values 1"}.add(salt).add(row.user_name).add(row.origin).add(row.changes).hash();
}

std::string seal_of(std::string_view previous, const entry& row, std::string_view write_id, std::string_view digest)
{
    member_list members{"nscl journal row 1"};
    members.add(previous).add(row.id).add(row.at).add(row.user).add(row.plugin).add(row.entity).add(row.record);
    members.add(row.action).add(row.transition).add(row.version).add(write_id).add(digest);
    return members.hash();
}

} // namespace nscl::journal
