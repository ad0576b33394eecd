#include "core/jobs/job_entity.hpp"

namespace nscl::jobs {

std::string_view job_entity()
{
    return R"json({
  "name": "job", "plural": "jobs", "icon": "activity",
  "label": {"vi": "Công việc nền", "en": "Job"}, "label_many": {"vi": "Công việc nền", "en": "Jobs"},
  "fields": [
    {"name": "kind", "type": "text", "label": {"vi": "Loại", "en": "Kind"}, "required": true, "readonly": true, "max_length": 40, "title": true, "list": true},
    {"name": "state", "type": "enumeration", "label": {"vi": "Trạng thái", "en": "State"}, "required": true, "readonly": true, "default": "queued", "list": true,
     "options": [
       {"value": "queued", "label": {"vi": "Đang chờ", "en": "Queued"}},
       {"value": "running", "label": {"vi": "Đang chạy", "en": "Running"}, "tone": "info"},
       {"value": "succeeded", "label": {"vi": "Hoàn thành", "en": "Succeeded"}, "tone": "success"},
       {"value": "failed", "label": {"vi": "Thất bại", "en": "Failed"}, "tone": "danger"}]},
    {"name": "entity", "type": "text", "label": {"vi": "Loại bản ghi", "en": "Entity"}, "readonly": true, "max_length": 100, "list": true},
    {"name": "user", "type": "reference", "to": "core.user", "on_delete": "set_null", "readonly": true, "label": {"vi": "Người yêu cầu", "en": "Asked by"}, "list": true},
    {"name": "parameters", "type": "json", "label": {"vi": "Tham số", "en": "Parameters"}, "readonly": true},
    {"name": "total", "type": "integer", "label": {"vi": "Tổng số dòng", "en": "Rows"}, "readonly": true, "min": 0},
    {"name": "progress", "type": "integer", "label": {"vi": "Đã xử lý", "en": "Done"}, "readonly": true, "min": 0, "default": 0, "list": true},
    {"name": "failures", "type": "integer", "label": {"vi": "Số dòng lỗi", "en": "Failed rows"}, "readonly": true, "min": 0, "default": 0, "list": true},
    {"name": "result", "type": "json", "label": {"vi": "Kết quả", "en": "Result"}, "readonly": true},
    {"name": "started_at", "type": "timestamp", "label": {"vi": "Bắt đầu", "en": "Started"}, "readonly": true, "list": true},
    {"name": "finished_at", "type": "timestamp", "label": {"vi": "Kết thúc", "en": "Finished"}, "readonly": true, "list": true}
  ],
  "scopes": [{"dimension": "user", "path": "user"}],
  "grants": [
    {"role": "administrator", "actions": ["read", "history"]},
    {"role": "account_holder", "actions": ["read"], "within": ["user"]}
  ]
})json";
}

} // namespace nscl::jobs
