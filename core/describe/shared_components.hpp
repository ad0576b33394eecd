#pragma once

#include "core/messages/catalogue.hpp"

#include <boost/json/object.hpp>

namespace nscl::describe {

/// The document's `components` that no entity brings: problems, pages, references, what every list and every change takes, headers and
/// ways to log in.
boost::json::object shared_components(messages::language language);

} // namespace nscl::describe
