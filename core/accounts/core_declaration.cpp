#include "core/accounts/core_declaration.hpp"

#include <string>

namespace nscl::accounts {

namespace {

// Callbacks by number: core_rules.hpp.
constexpr std::string_view head = R"json({
"declaration": 1, "icon": "settings",
"menu": [{"entity": "agency"}, {"entity": "user"}, {"entity": "role"}, {"entity": "grant"}, {"entity": "api_token"}, {"entity": "job"}],
"roles": [
  {"name": "administrator", "label": {"vi": "Quản trị hệ thống", "en": "System administrator"}},
  {"name": "account_holder", "label": {"vi": "Chủ tài khoản (cả khi dùng mã truy cập)", "en": "Account holder (by token too)"}},
  {"name": "session_holder", "label": {"vi": "Người dùng đã đăng nhập", "en": "Logged-in user"}},
  {"name": "journal_reader", "label": {"vi": "Tra cứu nhật ký", "en": "Journal reader"}},
  {"name": "user_directory", "label": {"vi": "Tra cứu người dùng", "en": "User directory"}}
],
"field_types": [
  {"name": "scopes", "base": "json", "label": {"vi": "Phạm vi của quyền", "en": "Scopes of a grant"}, "callback": 10}
],
"dimensions": [
  {"name": "user", "label": {"vi": "Bản thân", "en": "Oneself"}, "self": true}
],
"messages": [
  {"code": "declared_role", "vi": "Vai trò này do phần mềm khai báo, không sửa hoặc xóa được.", "en": "The software declares this role; it cannot be changed or deleted."},
  {"code": "implied_role", "vi": "Mọi người dùng đã có sẵn vai trò này; không cấp và không bao gồm được.", "en": "Every user has this role anyway; it is neither granted nor included."},
  {"code": "role_cycle", "vi": "Các vai trò không được bao gồm lẫn nhau thành vòng.", "en": "Roles must not include each other in a circle."},
  {"code": "bad_scopes", "vi": "Phạm vi phải có dạng {\"organization\": [12, 15]}.", "en": "Scopes have the form {\"organization\": [12, 15]}."},
  {"code": "self_dimension", "vi": "Phạm vi \"{name}\" luôn là chính người dùng, không ghi vào quyền.", "en": "The dimension \"{name}\" is always the user and is not listed in a grant."},
  {"code": "unbound_dimension", "vi": "Vai trò này không có quyền nào giới hạn theo phạm vi \"{name}\".", "en": "No right of this role is bound to the dimension \"{name}\"."},
  {"code": "token_lifetime", "vi": "Mã truy cập phải có hạn trong tương lai, không quá {limit} ngày.", "en": "A token ends in the future, at most {limit} days from now."},
  {"code": "not_own_grant", "vi": "Chỉ được chọn trong các quyền của chính người dùng này.", "en": "Only grants of this user can be chosen."},
  {"code": "passwords_differ", "vi": "Hai lần nhập mật khẩu khác nhau.", "en": "The two passwords differ."},
  {"code": "bad_form", "vi": "Biểu mẫu sai cú pháp.", "en": "The form is malformed."},
  {"code": "session_needed", "vi": "Việc này cần đăng nhập bằng mật khẩu, không dùng mã truy cập.", "en": "This needs a login by password, not a token."}
],
"events": [
  {"name": "create", "label": {"vi": "Tạo mới", "en": "Created"}},
  {"name": "update", "label": {"vi": "Cập nhật", "en": "Changed"}},
  {"name": "delete", "label": {"vi": "Xóa", "en": "Deleted"}},
  {"name": "transition", "label": {"vi": "Chuyển trạng thái", "en": "State changed"}},
  {"name": "login", "label": {"vi": "Đăng nhập", "en": "Logged in"}},
  {"name": "login_failed", "label": {"vi": "Đăng nhập không thành công", "en": "Log-in failed"}},
  {"name": "locked", "label": {"vi": "Khóa đăng nhập tạm thời", "en": "Log-in locked for a time"}},
  {"name": "logout", "label": {"vi": "Đăng xuất", "en": "Logged out"}},
  {"name": "password_changed", "label": {"vi": "Đổi mật khẩu", "en": "Password changed"}},
  {"name": "link_issued", "label": {"vi": "Cấp liên kết một lần", "en": "One-time link issued"}},
  {"name": "link_used", "label": {"vi": "Dùng liên kết một lần", "en": "One-time link used"}},
  {"name": "token_rejected", "label": {"vi": "Từ chối mã truy cập", "en": "Token rejected"}},
  {"name": "schema_seen_as", "label": {"vi": "Xem quyền của người dùng", "en": "User's rights looked at"}},
  {"name": "erase", "label": {"vi": "Xóa giá trị theo quy định về dữ liệu cá nhân", "en": "Values erased as the law on personal data asks"}}
],
"entities": [
)json";

constexpr std::string_view agency_entity = R"json({
  "name": "agency", "plural": "agencies", "icon": "landmark",
  "label": {"vi": "Cơ quan", "en": "Agency"}, "label_many": {"vi": "Cơ quan", "en": "Agencies"},
  "fields": [
    {"name": "name", "type": "text", "label": {"vi": "Tên cơ quan", "en": "Name of the agency"}, "max_length": 200, "title": true, "list": true},
    {"name": "address", "type": "text", "label": {"vi": "Địa chỉ", "en": "Address"}, "max_length": 250, "list": true},
    {"name": "phone", "type": "phone", "label": {"vi": "Điện thoại", "en": "Phone"}, "list": true},
    {"name": "email", "type": "email", "label": {"vi": "Thư điện tử", "en": "E-mail"}, "list": true}
  ],
  "grants": [
    {"role": "administrator", "actions": ["read", "update", "history"]},
    {"role": "session_holder", "actions": ["read"]}
  ]
},
)json";

constexpr std::string_view user_entity = R"json({
  "name": "user", "plural": "users", "icon": "user",
  "label": {"vi": "Người dùng", "en": "User"}, "label_many": {"vi": "Người dùng", "en": "Users"},
  "fields": [
    {"name": "username", "type": "text", "label": {"vi": "Tên đăng nhập", "en": "User name"},
     "help": {"vi": "Chữ thường không dấu, chữ số, dấu chấm, gạch nối; không đổi được về sau.", "en": "Lower-case letters, digits, dots, dashes; cannot be changed later."},
     "required": true, "immutable": true, "unique": true, "min_length": 3, "max_length": 60,
     "pattern": "^[a-z0-9][a-z0-9._-]*$",
     "pattern_text": {"vi": "Chỉ gồm chữ thường không dấu, chữ số và . _ -", "en": "Lower-case letters, digits and . _ - only"},
     "searchable": true, "sortable": true, "list": true, "written_by": ["administrator"]},
    {"name": "display_name", "type": "text", "label": {"vi": "Họ và tên", "en": "Name"}, "required": true, "max_length": 120,
     "title": true, "searchable": true, "sortable": true, "list": true},
    {"name": "email", "type": "email", "label": {"vi": "Thư điện tử", "en": "E-mail"}, "searchable": true, "list": true},
    {"name": "phone", "type": "phone", "label": {"vi": "Điện thoại", "en": "Phone"}},
    {"name": "active", "type": "boolean", "label": {"vi": "Đang hoạt động", "en": "Active"}, "default": true, "required": true,
     "list": true, "written_by": ["administrator"]},
    {"name": "last_login_at", "type": "timestamp", "label": {"vi": "Đăng nhập gần nhất", "en": "Last login"}, "readonly": true, "list": true}
  ],
  "scopes": [{"dimension": "user", "path": "id"}],
  "grants": [
    {"role": "administrator", "actions": ["read", "create", "update", "history"]},
    {"role": "session_holder", "actions": ["read", "update"], "within": ["user"]},
    {"role": "user_directory", "actions": ["read"]}
  ],
  "before": {"create": [1], "update": [1, 2], "delete": [1, 3]}
},
)json";

constexpr std::string_view role_entity = R"json({
  "name": "role", "plural": "roles", "icon": "shield",
  "label": {"vi": "Vai trò", "en": "Role"}, "label_many": {"vi": "Vai trò", "en": "Roles"},
  "fields": [
    {"name": "code", "type": "text", "label": {"vi": "Mã", "en": "Code"}, "required": true, "immutable": true, "unique": true,
     "max_length": 40, "pattern": "^[a-z][a-z0-9_]*$",
     "pattern_text": {"vi": "Chỉ gồm chữ thường không dấu, chữ số và _", "en": "Lower-case letters, digits and _ only"},
     "searchable": true, "sortable": true, "list": true},
    {"name": "name", "type": "text", "label": {"vi": "Tên", "en": "Name"}, "required": true, "max_length": 120, "title": true,
     "searchable": true, "sortable": true, "list": true},
    {"name": "name_en", "type": "text", "label": {"vi": "Tên tiếng Anh", "en": "English name"}, "max_length": 120, "searchable": true},
    {"name": "includes", "type": "multi_reference", "to": "core.role", "on_delete": "restrict",
     "label": {"vi": "Bao gồm các vai trò", "en": "Includes the roles"},
     "help": {"vi": "Ít nhất một vai trò: quyền của vai trò mới là quyền của các vai trò này", "en": "At least one: the new role may do what these may"}},
    {"name": "declared", "type": "boolean", "label": {"vi": "Do phần mềm khai báo", "en": "Declared by the software"},
     "readonly": true, "default": false, "list": true}
  ],
  "checks": [4],
  "grants": [
    {"role": "administrator", "actions": ["read", "create", "update", "delete", "history"]},
    {"role": "session_holder", "actions": ["read"]}
  ],
  "before": {"create": [1], "update": [1, 5], "delete": [1, 5]}
},
)json";

constexpr std::string_view grant_entity = R"json({
  "name": "grant", "plural": "grants", "icon": "key",
  "label": {"vi": "Quyền được cấp", "en": "Grant"}, "label_many": {"vi": "Quyền được cấp", "en": "Grants"},
  "fields": [
    {"name": "user", "type": "reference", "to": "core.user", "on_delete": "cascade", "required": true, "immutable": true,
     "label": {"vi": "Người dùng", "en": "User"}, "list": true},
    {"name": "role", "type": "reference", "to": "core.role", "on_delete": "restrict", "required": true, "immutable": true,
     "label": {"vi": "Vai trò", "en": "Role"}, "list": true},
    {"name": "scopes", "type": "core.scopes", "label": {"vi": "Phạm vi", "en": "Scopes"},
     "help": {"vi": "Theo từng loại phạm vi, mã số các bản ghi: {\"organization\": [12, 15]}", "en": "Ids of records per dimension: {\"organization\": [12, 15]}"}},
    {"name": "note", "type": "text", "label": {"vi": "Căn cứ", "en": "Basis"}, "title": true, "list": true}
  ],
  "checks": [6],
  "scopes": [{"dimension": "user", "path": "user"}],
  "grants": [
    {"role": "administrator", "actions": ["read", "create", "update", "delete", "history"]},
    {"role": "session_holder", "actions": ["read"], "within": ["user"]}
  ],
  "before": {"create": [1], "update": [1], "delete": [1, 7]}
},
)json";

constexpr std::string_view api_token_entity = R"json({
  "name": "api_token", "plural": "api_tokens", "icon": "terminal",
  "label": {"vi": "Mã truy cập API", "en": "API token"}, "label_many": {"vi": "Mã truy cập API", "en": "API tokens"},
  "fields": [
    {"name": "name", "type": "text", "label": {"vi": "Tên", "en": "Name"}, "required": true, "max_length": 120, "title": true,
     "searchable": true, "list": true},
    {"name": "user", "type": "reference", "to": "core.user", "on_delete": "cascade", "required": true, "immutable": true, "readonly": true,
     "label": {"vi": "Người dùng", "en": "User"}, "list": true},
    {"name": "expires_at", "type": "timestamp", "label": {"vi": "Hết hạn", "en": "Expires"}, "required": true, "immutable": true,
     "readonly": true, "list": true},
    {"name": "limited_to", "type": "multi_reference", "to": "core.grant", "on_delete": "set_null", "readonly": true,
     "label": {"vi": "Giới hạn trong các quyền", "en": "Limited to the grants"}},
    {"name": "last_used_at", "type": "timestamp", "label": {"vi": "Dùng gần nhất", "en": "Last used"}, "readonly": true, "list": true}
  ],
  "checks": [8],
  "scopes": [{"dimension": "user", "path": "user"}],
  "grants": [
    {"role": "administrator", "actions": ["read", "delete", "history"]},
    {"role": "session_holder", "actions": ["read", "delete"], "within": ["user"]}
  ],
  "before": {"delete": [9]}
})json";

} // namespace

std::string core_document(std::initializer_list<std::string_view> entities_of_other_rooms)
{
    std::string whole{head};
    whole.append(agency_entity).append(user_entity).append(role_entity).append(grant_entity).append(api_token_entity);
    for (const auto each : entities_of_other_rooms) whole.append(",\n").append(each);
    return whole + "]}\n";
}

} // namespace nscl::accounts
