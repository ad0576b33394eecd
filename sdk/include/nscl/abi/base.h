/* nscl plugin contract: words every other header uses.
 *
 * Rules that hold everywhere (docs/writing-a-plugin.md says why):
 *  - Two kinds of struct. FROZEN: never changes. APPENDABLE: begins with `uint32_t size`, grows at its
 *    end only, is read through NSCL_HAS(), is never embedded by value and never stands in an array.
 *  - Text is UTF-8, pointer and length, not terminated, borrowed for the call. What is kept is copied.
 *  - Every function returns a status; NSCL_OK is 0. Nothing else is returned by value.
 *  - Every slot carries a thread tag: [control] one call at a time, [worker] concurrent and may block,
 *    [any] from every thread.
 *  - 64-bit little-endian hosts only.
 */
#ifndef NSCL_ABI_BASE_H
#define NSCL_ABI_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The contract's version. Equal major and a host minor not below the plugin's minimum: accepted. */
#define NSCL_ABI_MAJOR 1u
#define NSCL_ABI_MINOR 0u

/** True when the appendable struct behind `pointer` is large enough to hold `slot` and the slot is set. */
#define NSCL_HAS(pointer, type, slot)                                                                                  \
    ((pointer) != NULL && (pointer)->size >= offsetof(type, slot) + sizeof((pointer)->slot) && (pointer)->slot)

/** FROZEN. Borrowed UTF-8 text. `data` may be null when `size` is 0. */
typedef struct nscl_text {
    const char* data;
    uint64_t size;
} nscl_text;

/** Status codes. Everything except NSCL_OK and NSCL_END has filled the caller's nscl_error, if one was given. */
#define NSCL_OK INT32_C(0)
#define NSCL_END INT32_C(1)         /**< nothing more to deliver; not an error */
#define NSCL_REFUSED INT32_C(2)     /**< the input breaks a rule; error.code names it */
#define NSCL_NOT_FOUND INT32_C(3)   /**< no such record, entity, field, setting, or not the caller's to know */
#define NSCL_FORBIDDEN INT32_C(4)   /**< the caller's grants do not cover it */
#define NSCL_CONFLICT INT32_C(5)    /**< a unique value or a claim is taken, or the version is stale */
#define NSCL_UNAVAILABLE INT32_C(6) /**< an outage: database, disk, limit; the host ends the request with 503 */
#define NSCL_RETRY INT32_C(7)   /**< the transaction lost a race: return at once, the host runs the callback again */
#define NSCL_STALE INT32_C(8)   /**< the handle's life is over */
#define NSCL_MISUSE INT32_C(9)  /**< the call breaks this contract: wrong kind of handle, wrong type, no transaction */
#define NSCL_FAILED INT32_C(10) /**< the plugin failed in a way it does not explain; the host answers 500 */

/** Tags of nscl_value. Numbers not listed are reserved; a reader treats them as NSCL_MISUSE. */
#define NSCL_NULL UINT8_C(0)
#define NSCL_BOOLEAN UINT8_C(1)   /**< as.integer is 0 or 1 */
#define NSCL_INTEGER UINT8_C(2)   /**< as.integer; also money in VND, and a reference's record id */
#define NSCL_REAL UINT8_C(3)      /**< as.real; never used for money or decimals */
#define NSCL_DECIMAL UINT8_C(4)   /**< as.integer / 10^scale, at most 18 digits */
#define NSCL_TEXT UINT8_C(5)      /**< as.text, length bytes of UTF-8 */
#define NSCL_BYTES UINT8_C(6)     /**< as.text, length arbitrary bytes */
#define NSCL_DATE UINT8_C(7)      /**< as.integer days since 1970-01-01 in the proleptic Gregorian calendar */
#define NSCL_TIMESTAMP UINT8_C(8) /**< as.integer microseconds since 1970-01-01T00:00:00Z */
#define NSCL_JSON UINT8_C(9)      /**< as.text, length bytes of one JSON document */
#define NSCL_LIST UINT8_C(10)     /**< as.list, length values */

/** FROZEN, 16 bytes. Text, bytes and lists are borrowed. */
typedef struct nscl_value {
    union {
        int64_t integer;
        double real;
        const char* text;
        const struct nscl_value* list;
    } as;
    uint32_t length; /**< bytes or items */
    uint8_t tag;
    uint8_t scale;     /**< NSCL_DECIMAL only, 0 to 18 */
    uint16_t reserved; /**< 0 */
} nscl_value;

/** FROZEN. A name for something the host owns: record, cursor, request. Carries a generation, so that use
 *  after its life returns NSCL_STALE instead of crashing. 0 is never a valid handle. */
typedef uint64_t nscl_handle;

/** APPENDABLE, owned by whoever calls; the callee writes into it and truncates what does not fit.
 *  All texts are zero-terminated UTF-8. */
typedef struct nscl_error {
    uint32_t size;
    int32_t status;
    char code[64];        /**< stable, snake_case; declared under "messages" or one of the host's own */
    char field[64];       /**< the field's name, or empty */
    char detail[256];     /**< for the log, never shown to a client */
    char parameters[512]; /**< for the message's template: name, zero, value, zero, ... */
    uint32_t parameters_size;
    uint32_t reserved;
} nscl_error;

#ifdef __cplusplus
}
#endif
#endif
