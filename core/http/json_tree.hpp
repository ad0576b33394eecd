#pragma once

#include <boost/json/error.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nscl::http {

/// A JSON document as boost::json::parse reads it, and two things that it does not tell or do.
struct json_tree {
    boost::json::value root;
    std::optional<std::string> duplicate; ///< a member that one object names twice; the tree keeps the last
    boost::json::error_code error;        ///< then there is no root
    std::size_t read = 0;                 ///< bytes up to the error
};

/// Numbers that are no integers of 64 bits become the double that is nearest; Boost.JSON 1.81 misses it now and then by its last bit,
/// so that a number would change a little each time that it is read and written.
json_tree read_json(std::string_view text, std::size_t depth);

} // namespace nscl::http
