#pragma once

#include "core/database/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Stored files: content by its SHA-256 in chunks, and a record of core.attachment for each upload.
namespace nscl::attachments {

/// Bytes of one chunk; the last may be shorter.
constexpr std::size_t chunk_bytes = 256 * 1024;

/// The table, for the schema applier.
std::vector<database::table_model> tables();

/// Stores content once, however often it is uploaded. `digest` is its SHA-256 in hexadecimal.
void put(database::transaction& in, std::string_view digest, std::string_view content);

/// Keeps others from storing or erasing this content until the transaction ends.
void hold_content(database::transaction& in, std::string_view digest);

/// Removes content. Within the lock, and only where no attachment refers to it.
void erase_content(database::transaction& in, std::string_view digest);

/// One chunk; "" behind the last.
std::string chunk(database::reader& from, std::string_view digest, std::int64_t position);

} // namespace nscl::attachments
