/* nscl plugin contract: what a library says of itself before any of its code runs.
 *
 * The ELF section NSCL_MANIFEST_SECTION holds NSCL_MANIFEST_MAGIC (8 bytes), the length of the document as
 * uint32_t, and the document: the plugin's plugin.json, UTF-8, as it was written. nscl_add_plugin() makes it.
 *
 *   {
 *     "id": "suggestion_box",                       [a-z][a-z0-9_]*, at most 40 characters; the file is <id>.so
 *     "version": "0.1.0",                           three numbers
 *     "label": {"vi": "...", "en": "..."},
 *     "abi": {"major": 1, "minor": 0},              of this contract; minor: the lowest that the plugin can live with
 *     "depends": [{"id": "programme", "version": ">=0.1 <1"}],
 *     "licence": "Apache-2.0"                       SPDX
 *   }
 *
 * Every member is required except "depends"; others are refused. A version range is comparisons joined by
 * spaces, all of which must hold: >= > <= < = and one to three numbers; absent numbers count as 0. */
#ifndef NSCL_ABI_MANIFEST_H
#define NSCL_ABI_MANIFEST_H

#include <nscl/abi/base.h>

#define NSCL_MANIFEST_SECTION ".nscl.manifest"
#define NSCL_MANIFEST_MAGIC "NSCLPLG1"

/** FROZEN. The section's beginning; `length` bytes of JSON follow. */
typedef struct nscl_manifest_head {
    char magic[8]; /**< not terminated */
    uint32_t length;
} nscl_manifest_head;

#endif
