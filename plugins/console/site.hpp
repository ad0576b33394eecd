#pragma once

#include <nscl/plugin.hpp>

/// The console's files as a site: what a browser may keep, in which coding it gets them, and what its pages are allowed.
namespace console {

/// A file below assets/, whose name changes with its content; 404 when there is none.
nscl::sdk::answer asset(const nscl::sdk::request& from);

/// Another file of the console, or the page that all of its addresses begin with (index.html).
nscl::sdk::answer page(const nscl::sdk::request& from);

} // namespace console
