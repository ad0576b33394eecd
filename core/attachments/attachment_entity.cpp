#include "core/attachments/attachment_entity.hpp"

namespace nscl::attachments {

std::string_view attachment_entity()
{
    return R"json({
  "name": "attachment", "plural": "attachments", "icon": "paperclip",
  "label": {"vi": "Tệp đính kèm", "en": "Attachment"}, "label_many": {"vi": "Tệp đính kèm", "en": "Attachments"},
  "fields": [
    {"name": "name", "type": "text", "label": {"vi": "Tên tệp", "en": "File name"}, "required": true, "readonly": true, "title": true, "list": true},
    {"name": "media_type", "type": "text", "label": {"vi": "Loại tệp", "en": "Media type"}, "required": true, "readonly": true, "max_length": 100, "list": true},
    {"name": "size", "type": "integer", "label": {"vi": "Dung lượng", "en": "Size"}, "unit": {"vi": "byte", "en": "bytes"}, "required": true, "readonly": true, "min": 0, "list": true},
    {"name": "sha256", "type": "text", "label": {"vi": "Mã băm SHA-256", "en": "SHA-256"}, "required": true, "readonly": true, "min_length": 64, "max_length": 64},
    {"name": "uploaded_by", "type": "reference", "to": "core.user", "on_delete": "set_null", "readonly": true, "label": {"vi": "Người tải lên", "en": "Uploaded by"}}
  ],
  "scopes": [{"dimension": "user", "path": "uploaded_by"}],
  "grants": [{"role": "account_holder", "actions": ["read"], "within": ["user"]}]
})json";
}

} // namespace nscl::attachments
