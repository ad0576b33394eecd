#pragma once

#include <nscl/abi/entities.h>

#include <cstdint>

/// Functions of nscl.entities/1 that look at records, and at the draft of a change; their contracts stand there.
namespace nscl::plugin_host {

std::int32_t get_value(void* host, nscl_handle context, nscl_handle record, std::uint32_t field, nscl_value* value,
                       nscl_error* error);
std::int32_t set_value(void* host, nscl_handle context, nscl_handle record, std::uint32_t field,
                       const nscl_value* value, nscl_error* error);
std::int32_t value_changed(void* host, nscl_handle context, nscl_handle record, std::uint32_t field,
                           std::uint8_t* changed, nscl_error* error);
std::int32_t read_record(void* host, nscl_handle context, std::int32_t authority, std::uint32_t entity, std::int64_t id,
                         nscl_handle* record, nscl_error* error);

} // namespace nscl::plugin_host
