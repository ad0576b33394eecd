#include "tests/unit/entities/club.hpp"

namespace nscl::tests {

const std::string_view club_document = R"json({
  "declaration": 1,
  "roles": [
    {"name": "clerk", "label": {"vi": "Thư ký", "en": "Clerk"}},
    {"name": "chief", "label": {"vi": "Chủ nhiệm", "en": "Chief"}, "includes": ["clerk"]}
  ],
  "dimensions": [{"name": "branch", "label": {"vi": "Chi nhánh", "en": "Branch"}, "entity": "club.branch"}],
  "messages": [{"code": "once_only", "vi": "Một lần", "en": "Once only"}, {"code": "too_odd", "vi": "Lẻ quá", "en": "Too odd"}],
  "entities": [
    {
      "name": "branch", "plural": "branches", "label": {"vi": "Chi nhánh", "en": "Branch"},
      "fields": [{"name": "name", "type": "text", "label": {"vi": "a", "en": "b"}, "required": true, "title": true, "sortable": true}],
      "scopes": [{"dimension": "branch", "path": "id"}],
      "grants": [{"role": "clerk", "actions": ["read"], "within": ["branch"]}, {"role": "chief", "actions": "all"}]
    },
    {
      "name": "member", "plural": "members", "label": {"vi": "Hội viên", "en": "Member"},
      "fields": [
        {"name": "name", "type": "text", "label": {"vi": "Họ tên", "en": "Name"}, "required": true, "max_length": 60, "title": true, "searchable": true, "sortable": true},
        {"name": "code", "type": "text", "label": {"vi": "Mã", "en": "Code"}, "unique": true, "max_length": 20},
        {"name": "branch", "type": "reference", "to": "club.branch", "on_delete": "restrict", "label": {"vi": "Chi nhánh", "en": "Branch"}, "required": true},
        {"name": "born", "type": "date", "label": {"vi": "Ngày sinh", "en": "Born"}, "sortable": true},
        {"name": "joined", "type": "date", "label": {"vi": "Ngày vào", "en": "Joined"}},
        {"name": "fee", "type": "money", "label": {"vi": "Phí", "en": "Fee"}, "min": 0, "sortable": true},
        {"name": "rate", "type": "decimal", "scale": 2, "label": {"vi": "a", "en": "b"}, "sortable": true},
        {"name": "level", "type": "integer", "label": {"vi": "Bậc", "en": "Level"}, "max": 100, "sortable": true},
        {"name": "active", "type": "boolean", "label": {"vi": "a", "en": "b"}, "default": true},
        {"name": "kind", "type": "enumeration", "label": {"vi": "a", "en": "b"}, "sortable": true,
         "options": [{"value": "guest", "label": {"vi": "a", "en": "b"}}, {"value": "full", "label": {"vi": "a", "en": "b"}}]},
        {"name": "remark", "type": "long_text", "label": {"vi": "a", "en": "b"}, "required_in": ["approved"]},
        {"name": "extra", "type": "json", "label": {"vi": "a", "en": "b"}},
        {"name": "seen", "type": "timestamp", "label": {"vi": "a", "en": "b"}, "sortable": true},
        {"name": "mail", "type": "email", "label": {"vi": "a", "en": "b"}},
        {"name": "mentor", "type": "reference", "to": "club.member", "on_delete": "set_null", "label": {"vi": "a", "en": "b"}},
        {"name": "friends", "type": "multi_reference", "to": "club.member", "on_delete": "set_null", "label": {"vi": "a", "en": "b"}},
        {"name": "secret", "type": "text", "label": {"vi": "a", "en": "b"}, "read_by": ["chief"], "searchable": true, "sortable": true},
        {"name": "grade", "type": "text", "label": {"vi": "a", "en": "b"}, "written_by": ["chief"]},
        {"name": "first_branch", "type": "reference", "to": "club.branch", "immutable": true, "label": {"vi": "a", "en": "b"}},
        {"name": "origin", "type": "text", "label": {"vi": "a", "en": "b"}, "readonly": true},
        {"name": "number", "type": "text", "label": {"vi": "a", "en": "b"}, "number": "HV-{year}-{5}"}
      ],
      "unique": [["name", "branch"]],
      "rules": [{"field": "joined", "op": "ge", "other": "born"}],
      "checks": [1],
      "claims": [{"name": "seat", "callback": 2, "code": "once_only"}],
      "before": {"create": [3, 4], "update": [5], "delete": [6], "transition": [7]},
      "after_commit": [8, 9],
      "workflow": {
        "field": "state", "initial": "draft",
        "states": [{"name": "draft", "label": {"vi": "a", "en": "b"}}, {"name": "submitted", "label": {"vi": "a", "en": "b"}},
                   {"name": "approved", "label": {"vi": "a", "en": "b"}}, {"name": "expired", "label": {"vi": "a", "en": "b"}}],
        "transitions": [
          {"name": "submit", "label": {"vi": "Nộp", "en": "Submit"}, "from": ["draft"], "to": "submitted", "by": ["clerk"], "requires": ["born"], "fields": ["joined"]},
          {"name": "approve", "label": {"vi": "Duyệt", "en": "Approve"}, "from": ["submitted"], "to": "approved", "by": ["chief"], "fields": ["remark", "origin"],
           "guards": [10], "not_by_actor_of": ["create", "submit"]},
          {"name": "expire", "label": {"vi": "Hết hạn", "en": "Expire"}, "from": ["draft"], "to": "expired", "by": []}
        ]
      },
      "scopes": [{"dimension": "branch", "path": "branch"}],
      "grants": [
        {"role": "clerk", "actions": ["read", "create", "update", "delete", "history", "import", "export"], "within": ["branch"]},
        {"role": "chief", "actions": "all"}
      ]
    },
    {
      "name": "visit", "plural": "visits", "label": {"vi": "Lượt đến", "en": "Visit"},
      "fields": [
        {"name": "title", "type": "text", "label": {"vi": "a", "en": "b"}, "title": true},
        {"name": "member", "type": "reference", "to": "club.member", "on_delete": "cascade", "label": {"vi": "a", "en": "b"}},
        {"name": "earlier", "type": "reference", "to": "club.visit", "on_delete": "cascade", "label": {"vi": "a", "en": "b"}},
        {"name": "fee_of", "type": "reference", "to": "club.invoice", "label": {"vi": "a", "en": "b"}}
      ],
      "before": {"delete": [11]},
      "grants": [{"role": "clerk", "actions": "all"}]
    },
    {
      "name": "invoice", "plural": "invoices", "label": {"vi": "Hóa đơn", "en": "Invoice"},
      "fields": [
        {"name": "total", "type": "money", "label": {"vi": "a", "en": "b"}, "title": true},
        {"name": "payers", "type": "multi_reference", "to": "club.member", "on_delete": "restrict", "label": {"vi": "a", "en": "b"}}
      ],
      "grants": [{"role": "clerk", "actions": "all"}]
    }
  ]
})json";

entities::record_id club_test::add_member(std::string_view name, entities::record_id branch)
{
    return club.add("club.member", {{"name", quoted(name)}, {"branch", std::to_string(branch)}});
}

std::int64_t club_test::journalled(entities::record_id id)
{
    return club.count(R"(SELECT COUNT(*) FROM core_journal WHERE "record"=?)", {id});
}

} // namespace nscl::tests
