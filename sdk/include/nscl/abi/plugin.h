/* nscl plugin contract: the entry point, the host's table, the plugin's table and its life cycle.
 *
 * A plugin library exports exactly one symbol, nscl_plugin_query_v1, and carries its plugin.json in the ELF
 * section ".nscl.manifest" (nscl_add_plugin() does both). The host reads the section first and calls nothing
 * of a library that it has not accepted.
 *
 * Order of calls: query -> declare -> create -> start -> invoke ... -> drain -> stop -> destroy. The host may
 * go from any step straight to the clean-up of what was reached: destroy follows every successful create,
 * stop follows every successful start. Declare has no side effects and may be called on its own.
 */
#ifndef NSCL_ABI_PLUGIN_H
#define NSCL_ABI_PLUGIN_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Levels of nscl_host.log. */
#define NSCL_LOG_DEBUG INT32_C(0)
#define NSCL_LOG_INFO INT32_C(1)
#define NSCL_LOG_WARNING INT32_C(2)
#define NSCL_LOG_ERROR INT32_C(3)

/** APPENDABLE. What the host gives to every plugin. Lives until destroy returns. */
typedef struct nscl_host {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
    void* self; /**< passed back as the first argument of every function of the host */
    /** [any] Writes one line to the server's log, with the plugin's id. Never fails. */
    void (*log)(void* self, int32_t level, nscl_text message);
    /** [any] The function table of an extension, such as NSCL_ENTITIES_V1, or null when this host has none. */
    const void* (*get_extension)(void* self, nscl_text id);
} nscl_host;

/** Kinds of invocation: what the host asks the plugin to do with the callback of that number. */
#define NSCL_CALL_ROUTE INT32_C(1)        /**< answer `context` through nscl.http/1 */
#define NSCL_CALL_CHUNK INT32_C(2)        /**< write the stream's next bytes to `buffer`, set `written`; 0 ends it */
#define NSCL_CALL_CHECK INT32_C(3)        /**< look at `record`, report through nscl.entities/1; also guards */
#define NSCL_CALL_CLAIM INT32_C(4)        /**< set the claim's text, or null, as result */
#define NSCL_CALL_BEFORE INT32_C(5)       /**< may change `record`, which is validated again; may report */
#define NSCL_CALL_AFTER_COMMIT INT32_C(6) /**< the change is durable; effects outside the database belong here */
#define NSCL_CALL_FIELD                                                                                                \
    INT32_C(7) /**< `input` is a value of a contributed field type: report, or set the stored form as result */
#define NSCL_CALL_INDICATOR INT32_C(8) /**< compute; result is a JSON document of docs/declaration.md */
#define NSCL_CALL_RELEASE INT32_C(9)   /**< the stream `state` will not be asked again: free what it holds */
#define NSCL_CALL_DEMO INT32_C(10)     /**< fill a fresh demonstration database with invented records */

/** APPENDABLE. One invocation, owned by the host, valid until invoke returns. */
typedef struct nscl_call {
    uint32_t size;
    int32_t kind;
    nscl_handle context;     /**< names request, caller and transaction in every call back to the host */
    nscl_handle record;      /**< the record as it will be; 0 when there is none */
    nscl_handle before;      /**< the record as it was; 0 on create */
    nscl_text name;          /**< CHECK, CLAIM, BEFORE, AFTER_COMMIT: the transition's name, empty unless `action` is
                                  "transition"; FIELD: the field's; INDICATOR: the indicator's; else empty */
    const nscl_value* input; /**< see the kind; null when there is none */
    uint8_t* buffer;         /**< NSCL_CALL_CHUNK */
    uint64_t capacity;
    uint64_t written;
    uint64_t state;   /**< NSCL_CALL_CHUNK, NSCL_CALL_RELEASE: what the route handed to respond_stream */
    nscl_text action; /**< create, update, delete or transition, in record callbacks */
} nscl_call;

/** APPENDABLE. What the plugin gives to the host. Lives as long as the library is mapped. */
typedef struct nscl_plugin {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor; /**< the minor it was built against */
    uint32_t reserved;
    /** [control] The declaration, one JSON document of docs/declaration.md. The text stays valid until the
     *  library is unmapped. Pure: the same document each time. */
    int32_t (*declare)(nscl_text* document, nscl_error* error);
    /** [control] Makes the instance. `host` may be kept until destroy. */
    int32_t (*create)(const nscl_host* host, void** instance, nscl_error* error);
    /** [control] Tables exist now. May be null. */
    int32_t (*start)(void* instance, nscl_error* error);
    /** [control] No new requests will come; those in flight still finish. May be null. */
    void (*drain)(void* instance);
    /** [control] Nothing is in flight any more. May be null. */
    void (*stop)(void* instance);
    /** [control] Frees the instance. */
    void (*destroy)(void* instance);
    /** [worker] Runs callback `number` of the declaration. Concurrent calls are normal. */
    int32_t (*invoke)(void* instance, uint32_t number, nscl_call* call, nscl_error* error);
} nscl_plugin;

/** APPENDABLE. Given to the entry point, before anything else is known. */
typedef struct nscl_boot {
    uint32_t size;
    uint32_t abi_major;
    uint32_t abi_minor;
    uint32_t reserved;
} nscl_boot;

/** The one exported function. Stores the plugin's table in *plugin and returns NSCL_OK, or refuses the host
 *  with another status. No side effects. The suffix versions this bootstrap itself. */
typedef int32_t (*nscl_plugin_query_v1_fn)(const nscl_boot* boot, const nscl_plugin** plugin);
#define NSCL_PLUGIN_QUERY_V1 "nscl_plugin_query_v1"

#if defined(__GNUC__)
#define NSCL_EXPORT __attribute__((visibility("default")))
#else
#define NSCL_EXPORT
#endif

#ifdef __cplusplus
}
#endif
#endif
