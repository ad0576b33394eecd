#pragma once

#include <string_view>

namespace nscl::attachments {

/// An uploaded file: what is known of it beside its content (content_store.hpp). One of the core's own entities, declared as plugins
/// declare theirs (docs/declaration.md).
std::string_view attachment_entity();

} // namespace nscl::attachments
