#pragma once

#include <string_view>

namespace nscl::jobs {

/// Work in the background, as its user follows it. One of the core's own entities, declared as plugins
/// declare theirs (docs/declaration.md).
std::string_view job_entity();

} // namespace nscl::jobs
