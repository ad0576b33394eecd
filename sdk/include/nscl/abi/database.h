/* nscl plugin contract: typed, parameterised queries and transactions. Extension "nscl.database/1".
 *
 * SQL is the subset that SQLite and MariaDB share; parameters are written `?`; names are quoted with `"`. A
 * plugin's tables are "<plugin>_<entity>" with a column for every field. Records are changed through
 * nscl.entities/1, which validates and journals; `execute` is for tables of the plugin's own that are not
 * entities. */
#ifndef NSCL_ABI_DATABASE_H
#define NSCL_ABI_DATABASE_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NSCL_DATABASE_V1 "nscl.database/1"

/** Runs inside a transaction; the host may run it again after a conflict, so it has no effects outside the
 *  database. Anything but NSCL_OK rolls back. `context` is valid until it returns. */
typedef int32_t (*nscl_transaction_fn)(void* data, nscl_handle context, nscl_error* error);

/** APPENDABLE. */
typedef struct nscl_database_v1 {
    uint32_t size;
    uint32_t reserved;
    /** [worker] Opens a cursor. `columns` holds `column_count` tags of nscl_value: NSCL_INTEGER or NSCL_TEXT. Inside a
     *  transaction it sees the transaction's own writes. */
    int32_t (*query)(void* host, nscl_handle context, nscl_text sql, const nscl_value* parameters,
                     uint32_t parameter_count, const uint8_t* columns, uint32_t column_count, nscl_handle* cursor,
                     nscl_error* error);
    /** [worker] Writes up to `capacity` rows of cells, row by row, to `cells`; *rows is 0 at the end. The
     *  cells' texts live until the next call for this cursor. */
    int32_t (*next_batch)(void* host, nscl_handle context, nscl_handle cursor, nscl_value* cells, uint32_t capacity,
                          uint32_t* rows, nscl_error* error);
    /** [worker] Ends the cursor; the host ends forgotten ones with the request and says so in the log. */
    int32_t (*close)(void* host, nscl_handle context, nscl_handle cursor, nscl_error* error);
    /** [worker] Runs a statement in the transaction of `context`; NSCL_MISUSE without one. */
    int32_t (*execute)(void* host, nscl_handle context, nscl_text sql, const nscl_value* parameters,
                       uint32_t parameter_count, int64_t* affected, nscl_error* error);
    /** [worker] Runs `fn` in a transaction; joins the one of `context` when there is one. */
    int32_t (*transaction)(void* host, nscl_handle context, nscl_transaction_fn fn, void* data, nscl_error* error);
} nscl_database_v1;

#ifdef __cplusplus
}
#endif
#endif
