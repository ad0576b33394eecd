/* nscl plugin contract: the request behind a route callback and its answer. Extension "nscl.http/1".
 * Views live until the route callback returns. A route answers exactly once. */
#ifndef NSCL_ABI_HTTP_H
#define NSCL_ABI_HTTP_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NSCL_HTTP_V1 "nscl.http/1"

/** Where the host serves the stylesheet that pages share. */
#define NSCL_STYLESHEET "/p/style.css"

/** APPENDABLE. */
typedef struct nscl_http_v1 {
    uint32_t size;
    uint32_t reserved;
    /** [worker] A parameter of the route's pattern, decoded: "code" of "/certificates/{code}". */
    int32_t (*path_parameter)(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error);
    /** [worker] A declared query parameter, decoded. NSCL_NOT_FOUND when absent. */
    int32_t (*query_parameter)(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error);
    /** [worker] A header field, name case-insensitive. NSCL_NOT_FOUND when absent. */
    int32_t (*header)(void* host, nscl_handle context, nscl_text name, nscl_text* value, nscl_error* error);
    /** [worker] The whole body, in memory; as large as the route allows. */
    int32_t (*body)(void* host, nscl_handle context, nscl_text* value, nscl_error* error);
    /** [worker] "vi" or "en": what the caller reads. */
    int32_t (*language)(void* host, nscl_handle context, nscl_text* value, nscl_error* error);
    /** [worker] A header field of the answer; before respond. */
    int32_t (*set_header)(void* host, nscl_handle context, nscl_text name, nscl_text value, nscl_error* error);
    /** [worker] The whole answer; copied. */
    int32_t (*respond)(void* host, nscl_handle context, uint32_t status, nscl_text content_type, nscl_text body,
                       nscl_error* error);
    /** [worker] An answer that is pulled piece by piece: the host invokes callback `number` with
     *  NSCL_CALL_CHUNK and `state` whenever the socket wants more, and with NSCL_CALL_RELEASE in the end. */
    int32_t (*respond_stream)(void* host, nscl_handle context, uint32_t status, nscl_text content_type, uint32_t number,
                              uint64_t state, nscl_error* error);
} nscl_http_v1;

#ifdef __cplusplus
}
#endif
#endif
