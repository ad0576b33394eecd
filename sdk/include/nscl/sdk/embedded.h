/* What nscl_add_plugin() builds into a plugin from plugin.json and from its CATALOGUE files. For C and C++. */
#ifndef NSCL_SDK_EMBEDDED_H
#define NSCL_SDK_EMBEDDED_H

#include <nscl/abi/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One file of the catalogue, under its name without folders. */
typedef struct nscl_embedded_file {
    nscl_text name;
    nscl_text content;
} nscl_embedded_file;

/** The plugin's id, from plugin.json. */
extern const nscl_text nscl_embedded_id;

/** Its label, likewise, in both languages. */
extern const nscl_text nscl_embedded_label_vi;
extern const nscl_text nscl_embedded_label_en;

/** The catalogue's files; there may be none. */
extern const nscl_embedded_file nscl_embedded_files[];
extern const uint32_t nscl_embedded_file_count;

#ifdef __cplusplus
}
#endif
#endif
