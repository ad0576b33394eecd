#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nscl::database {

/// SQL with `?` rewritten to `:p1`, `:p2`, ... as the driver wants it.
struct named_sql {
    std::string text;
    std::size_t parameters = 0;
};

/// Rewrites `?` outside quotes and drops comments. Throws error{fault::other} for what one of the drivers would read
/// otherwise than its database: `:` outside text literals, a backslash in quotes, a quote or comment without an end.
named_sql name_parameters(std::string_view sql);

} // namespace nscl::database
