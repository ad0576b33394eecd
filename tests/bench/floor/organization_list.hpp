#pragma once

#include "tests/bench/floor/sqlite.hpp"

#include <string>
#include <string_view>

namespace nscl::bench {

/// The answer of /api/v1/programme/organizations?filter[type]=public_unit&sort=name, written by hand: one query for the session
/// and one for the page, with the communes' names joined in. Used by one thread.
class organization_list {
public:
    explicit organization_list(const std::string& database);

    /// True when the token is that of a login.
    bool knows(std::string_view session_token);

    /// The answer's body.
    std::string first_page();

private:
    void write_row(std::string& out) const;

    sqlite database_;
    statement session_;
    statement page_;
};

} // namespace nscl::bench
