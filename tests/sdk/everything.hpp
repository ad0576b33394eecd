#pragma once

#include <nscl/plugin.hpp>

#include <functional>

/// Switches of the plugin in everything.cpp, for the tests that drive it.
namespace everything {

/// What its routes and its second check do.
inline std::function<nscl::sdk::answer(const nscl::sdk::request&)> route;
inline std::function<void()> check = [] {};

/// Makes the declaration impossible; to be set before the library is first asked.
inline bool spoil_registration = false;

} // namespace everything
