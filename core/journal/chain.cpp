#include "core/journal/chain.hpp"

#include "core/platform/hash.hpp"

namespace nscl::journal {

namespace {

/// Members one after the other as netstrings ("5:hello,"), so that no two lists of members read alike.
class member_list {
public:
    /// `purpose` says what the hash is for, so that none serves as another.
    explicit member_list(std::string_view purpose) { add(purpose); }

    member_list& add(std::string_view member)
    {
        text_.append(std::to_string(member.size())).append(1, ':').append(member).append(1, ',');
        return *this;
    }
    member_list& add(std::int64_t number) { return add(std::to_string(number)); }

    std::string hash() const { return platform::sha256(text_); }

private:
    std::string text_;
};

} // namespace

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
