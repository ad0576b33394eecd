#pragma once

#include <boost/system/result.hpp>

#include <stdexcept>
#include <string>

namespace nscl::plugin_host {

/// Why a plugin cannot be used and what to do about it; English, for whoever runs the server.
struct defect {
    std::string text;
};

[[noreturn]] inline void throw_exception_from_error(const defect& found, const boost::source_location&)
{
    throw std::runtime_error(found.text);
}

template <class T = void>
using checked = boost::system::result<T, defect>;

} // namespace nscl::plugin_host
