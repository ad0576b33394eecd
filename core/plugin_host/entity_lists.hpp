#pragma once

#include <nscl/abi/entities.h>

#include <cstddef>
#include <cstdint>

/// Functions of nscl.entities/1 that read lists; their contracts stand there. Without `limit` a list has all records that match.
namespace nscl::plugin_host {

/// The most records that one list delivers.
constexpr std::size_t most_listed = 100'000;

std::int32_t open_list(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity, nscl_text query,
                       nscl_handle* list, nscl_error* error);
std::int32_t next_record(void* host, nscl_handle context, nscl_handle list, nscl_handle* record, nscl_error* error);

} // namespace nscl::plugin_host
