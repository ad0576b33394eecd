/* nscl plugin contract: where everything lies. Compiling this header proves that a compiler lays the contract
 * out as the host does. Appendable structs grow at their end: then a size changes here and offsets are added;
 * no offset that stands here ever changes. */
#ifndef NSCL_ABI_LAYOUT_H
#define NSCL_ABI_LAYOUT_H

#include <nscl/abi/base.h>
#include <nscl/abi/database.h>
#include <nscl/abi/entities.h>
#include <nscl/abi/http.h>
#include <nscl/abi/manifest.h>
#include <nscl/abi/plugin.h>
#include <nscl/abi/services.h>

#ifdef __cplusplus
#define NSCL_PIN(condition) static_assert(condition, #condition)
#else
#define NSCL_PIN(condition) _Static_assert(condition, #condition)
#endif
#define NSCL_PIN_SIZE(type, bytes) NSCL_PIN(sizeof(type) == (bytes))
#define NSCL_PIN_SLOT(type, slot, at) NSCL_PIN(offsetof(type, slot) == (at))

NSCL_PIN(sizeof(void*) == 8);
#if defined(__BYTE_ORDER__)
NSCL_PIN(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
#endif

/* FROZEN */
NSCL_PIN_SIZE(nscl_text, 16);
NSCL_PIN_SLOT(nscl_text, data, 0);
NSCL_PIN_SLOT(nscl_text, size, 8);

NSCL_PIN_SIZE(nscl_value, 16);
NSCL_PIN_SLOT(nscl_value, as, 0);
NSCL_PIN_SLOT(nscl_value, length, 8);
NSCL_PIN_SLOT(nscl_value, tag, 12);
NSCL_PIN_SLOT(nscl_value, scale, 13);
NSCL_PIN_SLOT(nscl_value, reserved, 14);

NSCL_PIN_SIZE(nscl_handle, 8);

NSCL_PIN_SIZE(nscl_manifest_head, 12);
NSCL_PIN_SLOT(nscl_manifest_head, length, 8);

/* APPENDABLE */
NSCL_PIN_SIZE(nscl_error, 912);
NSCL_PIN_SLOT(nscl_error, size, 0);
NSCL_PIN_SLOT(nscl_error, status, 4);
NSCL_PIN_SLOT(nscl_error, code, 8);
NSCL_PIN_SLOT(nscl_error, field, 72);
NSCL_PIN_SLOT(nscl_error, detail, 136);
NSCL_PIN_SLOT(nscl_error, parameters, 392);
NSCL_PIN_SLOT(nscl_error, parameters_size, 904);
NSCL_PIN_SLOT(nscl_error, reserved, 908);

NSCL_PIN_SIZE(nscl_host, 40);
NSCL_PIN_SLOT(nscl_host, abi_major, 4);
NSCL_PIN_SLOT(nscl_host, abi_minor, 8);
NSCL_PIN_SLOT(nscl_host, self, 16);
NSCL_PIN_SLOT(nscl_host, log, 24);
NSCL_PIN_SLOT(nscl_host, get_extension, 32);

NSCL_PIN_SIZE(nscl_call, 104);
NSCL_PIN_SLOT(nscl_call, kind, 4);
NSCL_PIN_SLOT(nscl_call, context, 8);
NSCL_PIN_SLOT(nscl_call, record, 16);
NSCL_PIN_SLOT(nscl_call, before, 24);
NSCL_PIN_SLOT(nscl_call, name, 32);
NSCL_PIN_SLOT(nscl_call, input, 48);
NSCL_PIN_SLOT(nscl_call, buffer, 56);
NSCL_PIN_SLOT(nscl_call, capacity, 64);
NSCL_PIN_SLOT(nscl_call, written, 72);
NSCL_PIN_SLOT(nscl_call, state, 80);
NSCL_PIN_SLOT(nscl_call, action, 88);

NSCL_PIN_SIZE(nscl_plugin, 72);
NSCL_PIN_SLOT(nscl_plugin, abi_major, 4);
NSCL_PIN_SLOT(nscl_plugin, abi_minor, 8);
NSCL_PIN_SLOT(nscl_plugin, declare, 16);
NSCL_PIN_SLOT(nscl_plugin, create, 24);
NSCL_PIN_SLOT(nscl_plugin, start, 32);
NSCL_PIN_SLOT(nscl_plugin, drain, 40);
NSCL_PIN_SLOT(nscl_plugin, stop, 48);
NSCL_PIN_SLOT(nscl_plugin, destroy, 56);
NSCL_PIN_SLOT(nscl_plugin, invoke, 64);

NSCL_PIN_SIZE(nscl_boot, 16);
NSCL_PIN_SLOT(nscl_boot, abi_major, 4);
NSCL_PIN_SLOT(nscl_boot, abi_minor, 8);

NSCL_PIN_SIZE(nscl_entities_v1, 144);
NSCL_PIN_SLOT(nscl_entities_v1, entity, 8);
NSCL_PIN_SLOT(nscl_entities_v1, field, 16);
NSCL_PIN_SLOT(nscl_entities_v1, get, 24);
NSCL_PIN_SLOT(nscl_entities_v1, set, 32);
NSCL_PIN_SLOT(nscl_entities_v1, changed, 40);
NSCL_PIN_SLOT(nscl_entities_v1, report, 48);
NSCL_PIN_SLOT(nscl_entities_v1, result, 56);
NSCL_PIN_SLOT(nscl_entities_v1, read, 64);
NSCL_PIN_SLOT(nscl_entities_v1, list, 72);
NSCL_PIN_SLOT(nscl_entities_v1, next, 80);
NSCL_PIN_SLOT(nscl_entities_v1, create, 88);
NSCL_PIN_SLOT(nscl_entities_v1, update, 96);
NSCL_PIN_SLOT(nscl_entities_v1, remove, 104);
NSCL_PIN_SLOT(nscl_entities_v1, transition, 112);
NSCL_PIN_SLOT(nscl_entities_v1, lock, 120);
NSCL_PIN_SLOT(nscl_entities_v1, has_role, 128);
NSCL_PIN_SLOT(nscl_entities_v1, user, 136);

NSCL_PIN_SIZE(nscl_http_v1, 72);
NSCL_PIN_SLOT(nscl_http_v1, path_parameter, 8);
NSCL_PIN_SLOT(nscl_http_v1, query_parameter, 16);
NSCL_PIN_SLOT(nscl_http_v1, header, 24);
NSCL_PIN_SLOT(nscl_http_v1, body, 32);
NSCL_PIN_SLOT(nscl_http_v1, language, 40);
NSCL_PIN_SLOT(nscl_http_v1, set_header, 48);
NSCL_PIN_SLOT(nscl_http_v1, respond, 56);
NSCL_PIN_SLOT(nscl_http_v1, respond_stream, 64);

NSCL_PIN_SIZE(nscl_database_v1, 48);
NSCL_PIN_SLOT(nscl_database_v1, query, 8);
NSCL_PIN_SLOT(nscl_database_v1, next_batch, 16);
NSCL_PIN_SLOT(nscl_database_v1, close, 24);
NSCL_PIN_SLOT(nscl_database_v1, execute, 32);
NSCL_PIN_SLOT(nscl_database_v1, transaction, 40);

NSCL_PIN_SIZE(nscl_settings_v1, 16);
NSCL_PIN_SLOT(nscl_settings_v1, get, 8);

NSCL_PIN_SIZE(nscl_audit_v1, 16);
NSCL_PIN_SLOT(nscl_audit_v1, write, 8);

NSCL_PIN_SIZE(nscl_clock_v1, 24);
NSCL_PIN_SLOT(nscl_clock_v1, now, 8);
NSCL_PIN_SLOT(nscl_clock_v1, today, 16);

#undef NSCL_PIN_SLOT
#undef NSCL_PIN_SIZE
#undef NSCL_PIN

#endif
