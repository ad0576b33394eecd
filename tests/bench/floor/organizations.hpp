#pragma once

#include "tests/bench/floor/sqlite.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nscl::bench {

/// The answers of /api/v1/programme/organizations?filter[type]=public_unit&sort=name and of one of them by its id, written by hand:
/// one query for the session and one for the page or the record, with the names that references show joined in. Used by one thread.
class organizations {
public:
    /// Lists only what lies in these communes; everything when there are none.
    explicit organizations(const std::string& database, std::span<const std::int64_t> communes = {});

    /// True when the token is that of a login.
    bool knows(std::string_view session_token);

    /// The answer's body.
    std::string first_page();

    /// The answer's body as an officer of the department gets it, "" when there is no such organization.
    std::string one(std::int64_t id);

private:
    sqlite database_;
    std::vector<std::int64_t> communes_;
    statement session_;
    statement page_;
    statement one_;
};

} // namespace nscl::bench
