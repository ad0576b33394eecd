/// What nscl_add_plugin() would generate, for the plugin that is linked into the tests.
#include <nscl/sdk/embedded.h>

const nscl_text nscl_embedded_id = {"training", 8};
const nscl_text nscl_embedded_label_vi = {"Đào tạo", 11};
const nscl_text nscl_embedded_label_en = {"Training", 8};
const nscl_embedded_file nscl_embedded_files[] = {{{"courses.csv", 11}, {"code,title\nA,\"x, y\"\n", 20}}};
const uint32_t nscl_embedded_file_count = 1;
