#pragma once

#include <nscl/abi/entities.h>

#include <cstdint>

/// Functions of nscl.entities/1 that change records; their contracts stand there.
namespace nscl::plugin_host {

std::int32_t create_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           const std::uint32_t* fields, const nscl_value* values, std::uint32_t count, std::int64_t* id,
                           nscl_error* error);
std::int32_t update_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           std::int64_t id, const std::uint32_t* fields, const nscl_value* values, std::uint32_t count,
                           nscl_error* error);
std::int32_t remove_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                           std::int64_t id, nscl_error* error);
std::int32_t transition_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity,
                               std::int64_t id, nscl_text name, const std::uint32_t* fields, const nscl_value* values,
                               std::uint32_t count, nscl_error* error);
std::int32_t lock_record(void* host, nscl_handle context, std::uint32_t entity, std::int64_t id, nscl_error* error);

} // namespace nscl::plugin_host
