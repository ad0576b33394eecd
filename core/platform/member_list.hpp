#pragma once

#include "core/platform/hash.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace nscl::platform {

/// Members to be hashed together, one after the other as netstrings ("5:hello,"), so that no two lists of members read alike.
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

    /// SHA-256, 32 raw bytes.
    std::string hash() const { return sha256(text_); }

private:
    std::string text_;
};

} // namespace nscl::platform
