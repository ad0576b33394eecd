#pragma once

#include "core/database/database.hpp"
#include "core/entities/model/model.hpp"

#include <cstdint>
#include <string>

namespace nscl::attachments {

/// The condition that no record holds the attachment `t`.
std::string is_unlinked(const entities::model& of);

/// Bytes of the user's uploads that no record holds. Locks the user, so that of two uploads one sees the other.
std::int64_t unlinked_bytes(database::transaction& in, const entities::model& of, entities::record_id user);

} // namespace nscl::attachments
