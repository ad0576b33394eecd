/* nscl plugin contract: records of any plugin, by entity name. Extension "nscl.entities/1".
 *
 * Entities and fields are numbers here, resolved once (in create) and valid until destroy. A record handle
 * lives until the callback that received or opened it returns; views got from it live as long.
 *
 * Authority: NSCL_AS_CALLER applies the caller's grants. NSCL_AS_PLUGIN skips them and is accepted only for
 * entities of the calling plugin (its budget lines follow its applications whatever the officer may edit);
 * rules, claims and the journal apply all the same, and the journal names the caller.
 *
 * Changes run in the transaction of `context`; without one each call is a transaction of its own.
 */
#ifndef NSCL_ABI_ENTITIES_H
#define NSCL_ABI_ENTITIES_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NSCL_ENTITIES_V1 "nscl.entities/1"

#define NSCL_AS_CALLER INT32_C(0)
#define NSCL_AS_PLUGIN INT32_C(1)

/** Fields every record has besides the declared ones. */
#define NSCL_FIELD_ID UINT32_C(0xfffffff0)
#define NSCL_FIELD_VERSION UINT32_C(0xfffffff1)
#define NSCL_FIELD_CREATED_AT UINT32_C(0xfffffff2)
#define NSCL_FIELD_UPDATED_AT UINT32_C(0xfffffff3)

/** APPENDABLE. */
typedef struct nscl_entities_v1 {
    uint32_t size;
    uint32_t reserved;

    /** [any] Number of "plugin.entity". NSCL_NOT_FOUND when it is not loaded. */
    int32_t (*entity)(void* host, nscl_text name, uint32_t* entity, nscl_error* error);
    /** [any] Number of a field. */
    int32_t (*field)(void* host, uint32_t entity, nscl_text name, uint32_t* field, nscl_error* error);

    /** [worker] The value as it will be (record) or was (before). Text is borrowed until the callback returns. */
    int32_t (*get)(void* host, nscl_handle context, nscl_handle record, uint32_t field, nscl_value* value,
                   nscl_error* error);
    /** [worker] Changes the draft of a `before` callback. Other records are read-only: NSCL_MISUSE. */
    int32_t (*set)(void* host, nscl_handle context, nscl_handle record, uint32_t field, const nscl_value* value,
                   nscl_error* error);
    /** [worker] 1 when the draft differs from what is stored; distinguishes unchanged from null. */
    int32_t (*changed)(void* host, nscl_handle context, nscl_handle record, uint32_t field, uint8_t* changed,
                       nscl_error* error);

    /** [worker] Adds a field error to the answer; all of them are shown at once. `field` empty: the record as
     *  a whole. `parameters`: a list of name, value, name, value, ... for the message's template; may be null. */
    int32_t (*report)(void* host, nscl_handle context, nscl_text field, nscl_text code, const nscl_value* parameters,
                      nscl_error* error);
    /** [worker] The result of claim, field and indicator callbacks; copied. */
    int32_t (*result)(void* host, nscl_handle context, const nscl_value* value, nscl_error* error);

    /** [worker] Opens one record. NSCL_NOT_FOUND also where the caller may not know of it. */
    int32_t (*read)(void* host, nscl_handle context, int32_t authority, uint32_t entity, int64_t id,
                    nscl_handle* record, nscl_error* error);
    /** [worker] Opens a list, written in the list language of the HTTP API: "filter[state]=open&sort=-id&limit=20". */
    int32_t (*list)(void* host, nscl_handle context, int32_t authority, uint32_t entity, nscl_text query,
                    nscl_handle* list, nscl_error* error);
    /** [worker] The list's next record, or NSCL_END. */
    int32_t (*next)(void* host, nscl_handle context, nscl_handle list, nscl_handle* record, nscl_error* error);

    /** [worker] Creates a record and stores its id. `fields` and `values` are arrays of `count`. Every rule
     *  applies, as through the API. Field errors are merged into the answer with NSCL_REFUSED. */
    int32_t (*create)(void* host, nscl_handle context, int32_t authority, uint32_t entity, const uint32_t* fields,
                      const nscl_value* values, uint32_t count, int64_t* id, nscl_error* error);
    /** [worker] Changes fields of a record. */
    int32_t (*update)(void* host, nscl_handle context, int32_t authority, uint32_t entity, int64_t id,
                      const uint32_t* fields, const nscl_value* values, uint32_t count, nscl_error* error);
    /** [worker] Removes a record; the on-delete rules of references to it apply. */
    int32_t (*remove)(void* host, nscl_handle context, int32_t authority, uint32_t entity, int64_t id,
                      nscl_error* error);
    /** [worker] Takes a record through a transition. */
    int32_t (*transition)(void* host, nscl_handle context, int32_t authority, uint32_t entity, int64_t id,
                          nscl_text name, const uint32_t* fields, const nscl_value* values, uint32_t count,
                          nscl_error* error);
    /** [worker] Locks a record for the rest of the transaction and changes its version, so that invariants
     *  over many rows can live on it. Needs a transaction. Does nothing to a record whose change called the plugin:
     *  that is locked already. */
    int32_t (*lock)(void* host, nscl_handle context, uint32_t entity, int64_t id, nscl_error* error);

    /** [worker] 1 when the caller holds the role, directly or through another. */
    int32_t (*has_role)(void* host, nscl_handle context, nscl_text role, uint8_t* held, nscl_error* error);
    /** [worker] The caller's user id, or 0 when nobody is logged in or the system acts. */
    int32_t (*user)(void* host, nscl_handle context, int64_t* user, nscl_error* error);
} nscl_entities_v1;

#ifdef __cplusplus
}
#endif
#endif
