/* nscl plugin contract: settings, audit entries and the clock. Extensions "nscl.settings/1", "nscl.audit/1",
 * "nscl.clock/1". */
#ifndef NSCL_ABI_SERVICES_H
#define NSCL_ABI_SERVICES_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NSCL_SETTINGS_V1 "nscl.settings/1"
#define NSCL_AUDIT_V1 "nscl.audit/1"
#define NSCL_CLOCK_V1 "nscl.clock/1"

/** APPENDABLE. */
typedef struct nscl_settings_v1 {
    uint32_t size;
    uint32_t reserved;
    /** [any] A declared setting: [plugin.<id>] of the configuration, else its default. Text lives until destroy. */
    int32_t (*get)(void* host, nscl_text name, nscl_value* value, nscl_error* error);
} nscl_settings_v1;

/** APPENDABLE. */
typedef struct nscl_audit_v1 {
    uint32_t size;
    uint32_t reserved;
    /** [worker] One journal row that is not a record's change: "report_exported". `detail` is a JSON object. Written in
     *  the transaction of `context`, or in one of its own. */
    int32_t (*write)(void* host, nscl_handle context, nscl_text action, nscl_text detail, nscl_error* error);
} nscl_audit_v1;

/** APPENDABLE. */
typedef struct nscl_clock_v1 {
    uint32_t size;
    uint32_t reserved;
    /** [any] Microseconds since 1970-01-01T00:00:00Z. */
    int32_t (*now)(void* host, int64_t* now);
    /** [any] Today in the server's utc_offset, in days since 1970-01-01. */
    int32_t (*today)(void* host, int64_t* today);
} nscl_clock_v1;

#ifdef __cplusplus
}
#endif
#endif
