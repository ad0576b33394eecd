#include "core/messages/host_messages.hpp"

namespace nscl::messages {

namespace {

// One block per door. Within a text, {limit} is a bound, {name} what the caller wrote, {@other} the label of what a parameter names; what
// stands in braces around a parameter is left out where the parameter is not given.
// clang-format off
constexpr host_message table[] = {
    // The reasons themselves: titles of answers, and what is left to say when nothing more precise is known.
    {"unauthenticated", "Cần đăng nhập.", "You need to log in."},
    {"forbidden", "Bạn không có quyền làm việc này.", "You may not do this."},
    {"not_found", "Không tìm thấy.", "Nothing was found here."},
    {"not_acceptable", "Máy chủ không trả lời được ở dạng mà bạn chấp nhận{ ({accept})}.", "There is no answer in a form that you accept{ ({accept})}."},
    {"conflict", "Yêu cầu mâu thuẫn với dữ liệu hiện có.", "The request conflicts with what is stored."},
    {"stale", "Bản ghi đã được người khác thay đổi. Hãy tải lại rồi sửa tiếp.", "Somebody else has changed the record. Load it again, then repeat your change."},
    {"too_large", "Nội dung quá lớn{; tối đa {limit} byte}.", "The content is too large{; at most {limit} bytes are taken}."},
    {"unsupported_media_type", "Không nhận nội dung loại này{; hãy gửi {expected}}.", "Content of this type is not taken here{; send {expected}}."},
    {"invalid", "Một số giá trị chưa hợp lệ.", "Some values are not valid."},
    {"unavailable", "Máy chủ tạm thời chưa phục vụ được. Hãy thử lại sau ít giây.", "The server cannot answer right now. Try again in a few seconds."},
    {"internal_error", "Máy chủ gặp lỗi. Lỗi đã được ghi lại; hãy báo mã yêu cầu cho quản trị viên.", "The server failed. The failure is logged; give the request id to your administrator."},

    // Titles of answers, by status
    {"status_400", "Yêu cầu không hợp lệ", "Bad request"},
    {"status_401", "Chưa đăng nhập", "Not logged in"},
    {"status_403", "Không được phép", "Not allowed"},
    {"status_404", "Không tìm thấy", "Not found"},
    {"status_405", "Phương thức không được nhận", "Method not allowed"},
    {"status_406", "Không có dạng được chấp nhận", "Not acceptable"},
    {"status_408", "Yêu cầu đến quá chậm", "Request timeout"},
    {"status_409", "Mâu thuẫn dữ liệu", "Conflict"},
    {"status_412", "Bản ghi đã thay đổi", "The record has changed"},
    {"status_413", "Nội dung quá lớn", "Content too large"},
    {"status_414", "Địa chỉ quá dài", "Address too long"},
    {"status_415", "Loại nội dung không được nhận", "Unsupported media type"},
    {"status_417", "Không đáp ứng được Expect", "Expectation failed"},
    {"status_422", "Giá trị chưa hợp lệ", "Values are not valid"},
    {"status_428", "Thiếu điều kiện", "Precondition required"},
    {"status_429", "Quá nhiều yêu cầu", "Too many requests"},
    {"status_431", "Phần đầu quá lớn", "Header too large"},
    {"status_500", "Lỗi máy chủ", "Server error"},
    {"status_501", "Chưa được hỗ trợ", "Not implemented"},
    {"status_503", "Tạm thời chưa phục vụ", "Temporarily unavailable"},
    {"status_505", "Phiên bản HTTP không được hỗ trợ", "HTTP version not supported"},

    // HTTP
    {"method_not_allowed", "Địa chỉ này không nhận phương thức này{: {method}}.", "This address does not take the method{ {method}}."},
    {"bad_request", "Yêu cầu HTTP sai cú pháp.", "The HTTP request is malformed."},
    {"bad_path", "Đường dẫn không hợp lệ.", "The path is not valid."},
    {"bad_query", "Chuỗi truy vấn sai cú pháp.", "The query string is malformed."},
    {"bad_host", "Thiếu hoặc sai tiêu đề Host.", "The Host header is missing or malformed."},
    {"tls_missing", "Máy chủ này chỉ nói chuyện qua TLS; hãy dùng địa chỉ https://.", "This server speaks TLS only: use its https:// address."},
    {"too_many_headers", "Phần đầu yêu cầu có quá nhiều dòng; tối đa {limit}.", "The request's header has too many lines; at most {limit} are taken."},
    {"headers_too_large", "Phần đầu yêu cầu quá lớn{; tối đa {limit} byte}.", "The request's header is too large{; at most {limit} bytes are taken}."},
    {"uri_too_long", "Địa chỉ quá dài.", "The address is too long."},
    {"expectation_failed", "Máy chủ không đáp ứng được tiêu đề Expect.", "The Expect header cannot be met."},
    {"method_not_implemented", "Máy chủ không biết phương thức này.", "The server does not know this method."},
    {"coding_not_implemented", "Máy chủ không giải mã Transfer-Encoding này.", "The server does not decode this Transfer-Encoding."},
    {"bad_http_version", "Máy chủ chỉ nói HTTP/1.1 và HTTP/1.0.", "The server speaks HTTP/1.1 and HTTP/1.0 only."},
    {"request_timeout", "Yêu cầu gửi đến quá chậm.", "The request arrived too slowly."},
    {"deadline_exceeded", "Yêu cầu cần quá nhiều thời gian và đã bị dừng.", "The request took too long and was stopped."},
    {"queue_full", "Máy chủ đang bận. Hãy thử lại{ sau {seconds} giây}.", "The server is busy. Try again{ in {seconds} seconds}."},
    {"body_memory_full", "Máy chủ đang nhận quá nhiều dữ liệu tải lên. Hãy thử lại sau ít giây.", "The server is taking in too many uploads. Try again in a few seconds."},
    {"too_many_requests", "Bạn gửi quá nhiều yêu cầu nặng. Hãy thử lại sau {seconds} giây.", "You send too many requests that take much work. Try again in {seconds} seconds."},
    {"too_many_connections", "Máy chủ đang có quá nhiều kết nối. Hãy thử lại sau.", "The server has too many connections. Try again later."},
    {"shutting_down", "Máy chủ đang dừng. Hãy thử lại sau ít giây.", "The server is stopping. Try again in a few seconds."},
    {"database_unavailable", "Cơ sở dữ liệu tạm thời không truy cập được. Hãy thử lại sau ít giây.", "The database cannot be reached right now. Try again in a few seconds."},
    {"database_busy", "Cơ sở dữ liệu đang bận. Hãy thử lại sau ít giây.", "The database is busy. Try again in a few seconds."},
    {"outcome_unknown", "Không rõ thay đổi đã được lưu hay chưa. Hãy tải lại để kiểm tra trước khi thử lại.", "It is not known whether the change was stored. Look before you repeat it."},
    {"disk_full", "Máy chủ hết chỗ lưu. Hãy báo cho quản trị viên.", "The server has no room left to store. Tell your administrator."},
    {"if_match_required", "Cần tiêu đề If-Match với ETag của bản ghi để không ghi đè thay đổi của người khác.", "Send If-Match with the record's ETag, so that nobody's change is overwritten."},
    {"bad_idempotency_key", "Idempotency-Key chỉ gồm ký tự ASCII in được, tối đa 255.", "An Idempotency-Key is of printable ASCII characters, 255 at most."},
    {"idempotency_key_reused", "Idempotency-Key này đã dùng cho một yêu cầu khác; hãy tạo khóa mới.", "This Idempotency-Key was used for another request; make a new one."},
    {"idempotency_key_in_use", "Yêu cầu trước với Idempotency-Key này chưa xong. Hãy thử lại sau ít giây.", "The request that brought this Idempotency-Key first is still at work. Try again in a few seconds."},
    {"bad_if_match", "If-Match phải là một ETag của bản ghi, hoặc *.", "If-Match must be one ETag of the record, or *."},

    // Bodies
    {"bad_json", "JSON sai cú pháp{ ở vị trí {offset}}{: {detail}}.", "The JSON is malformed{ at byte {offset}}{: {detail}}."},
    {"unreadable_json", "JSON sai cú pháp{ ở vị trí {offset}}{: {detail}}.", "The JSON is malformed{ at byte {offset}}{: {detail}}."},
    {"not_an_object", "Cần một đối tượng JSON.", "A JSON object is needed here."},
    {"body_not_allowed", "Yêu cầu này không nhận nội dung.", "This request takes no body."},
    {"duplicate_member", "\"{name}\" xuất hiện hai lần.", "\"{name}\" occurs twice."},
    {"unknown_member", "Không có trường này{: {name}}.", "There is no such member{: {name}}."},
    {"too_deep", "JSON lồng nhau quá sâu{; tối đa {limit} mức}.", "The JSON is nested too deeply{; at most {limit} levels are taken}."},
    {"invalid_utf8", "Văn bản không phải UTF-8 hợp lệ.", "The text is not valid UTF-8."},

    // The list language
    {"unknown_parameter", "Không có tham số \"{name}\".", "There is no parameter \"{name}\"."},
    {"duplicate_parameter", "Tham số \"{name}\" xuất hiện hai lần.", "The parameter \"{name}\" occurs twice."},
    {"unknown_field", "Không có trường \"{name}\".", "There is no field \"{name}\"."},
    {"unknown_filter", "Không lọc được theo \"{name}\".", "\"{name}\" cannot be filtered by."},
    {"unknown_operator", "Không có phép so sánh \"{name}\" cho trường \"{field}\".", "There is no operator \"{name}\" for the field \"{field}\"."},
    {"bad_filter_value", "Giá trị lọc \"{value}\" không hợp với trường \"{field}\".", "The filter value \"{value}\" does not fit the field \"{field}\"."},
    {"too_many_filters", "Quá nhiều điều kiện lọc; tối đa {limit}.", "There are too many filters; at most {limit} are taken."},
    {"not_sortable", "Không sắp xếp được theo \"{name}\".", "\"{name}\" cannot be sorted by."},
    {"too_many_to_sort", "Có hơn {limit} kết quả: hãy thu hẹp tìm kiếm hoặc bỏ sắp xếp.", "There are more than {limit} matches: narrow the search, or leave out the sorting."},
    {"bad_cursor", "Con trỏ trang không dùng được: hãy xem lại từ trang đầu.", "The cursor does not hold: start again from the first page."},
    {"bad_limit", "limit phải là số từ 1 đến {limit}.", "limit must be a number from 1 to {limit}."},
    {"bad_search", "Không tìm được với văn bản này.", "This text cannot be searched for."},
    {"bad_parameter_value", "Giá trị của tham số \"{name}\" không hợp lệ.", "The value of the parameter \"{name}\" is not valid."},

    // Values of fields
    {"required", "Không được để trống.", "A value is needed."},
    {"bad_character", "Văn bản có ký tự điều khiển không được phép.", "The text holds a control character, which is not taken."},
    {"wrong_type", "Sai kiểu dữ liệu{; cần kiểu {expected}}.", "The type is wrong{; {expected} is needed}."},
    {"too_long", "Quá dài; tối đa {limit} ký tự.", "Too long; at most {limit} characters are taken."},
    {"too_short", "Quá ngắn; tối thiểu {limit} ký tự.", "Too short; at least {limit} characters are needed."},
    {"below_minimum", "Không được nhỏ hơn {limit}.", "Must not be below {limit}."},
    {"above_maximum", "Không được lớn hơn {limit}.", "Must not be above {limit}."},
    {"pattern", "Không đúng định dạng quy định.", "Does not have the required form."},
    {"bad_integer", "Không phải là số nguyên.", "Not a whole number."},
    {"bad_decimal", "Không phải là số thập phân có tối đa {scale} chữ số sau dấu phẩy.", "Not a decimal number with at most {scale} digits after the point."},
    {"bad_money", "Không phải là số tiền: hãy ghi số đồng, không có phần lẻ.", "Not an amount: write whole dong."},
    {"bad_boolean", "Cần giá trị đúng hoặc sai.", "True or false is needed."},
    {"bad_date", "Không phải là ngày có thật (ghi 2026-10-01).", "Not a date of the calendar (write 2026-10-01)."},
    {"bad_timestamp", "Không phải là thời điểm hợp lệ (ghi 2026-10-01T02:03:04Z).", "Not a point in time (write 2026-10-01T02:03:04Z)."},
    {"bad_email", "Không phải là địa chỉ thư điện tử.", "Not an e-mail address."},
    {"bad_phone", "Không phải là số điện thoại.", "Not a phone number."},
    {"bad_url", "Không phải là địa chỉ web (bắt đầu bằng https:// hoặc http://).", "Not a web address (it starts with https:// or http://)."},
    {"bad_option", "Không có trong danh sách lựa chọn.", "Not one of the options."},
    {"bad_reference", "Cần số định danh của bản ghi.", "The id of a record is needed."},
    {"unknown_reference", "Không có bản ghi này.", "There is no such record."},
    {"bad_attachment", "Cần số định danh của tệp đã tải lên.", "The id of an uploaded file is needed."},
    {"unknown_attachment", "Không có tệp này.", "There is no such file."},
    {"too_many_items", "Quá nhiều mục; tối đa {limit}.", "Too many items; at most {limit} are taken."},
    {"duplicate", "Giá trị này đã có.", "This value is there already."},
    {"out_of_range", "Số nằm ngoài phạm vi lưu được.", "The number is out of the range that can be stored."},
    {"unique", "Đã có bản ghi khác dùng giá trị này.", "Another record has this value."},
    {"readonly", "Trường này do hệ thống ghi, không sửa được.", "The system sets this field; it cannot be changed."},
    {"immutable", "Trường này không sửa được sau khi tạo.", "This field cannot be changed after creation."},
    {"not_writable", "Bạn không có quyền sửa trường này.", "You may not change this field."},
    {"must_equal", "Phải bằng \"{@other}\".", "Must equal \"{@other}\"."},
    {"must_differ", "Phải khác \"{@other}\".", "Must differ from \"{@other}\"."},
    {"must_be_below", "Phải nhỏ hơn \"{@other}\".", "Must be below \"{@other}\"."},
    {"must_not_exceed", "Không được lớn hơn \"{@other}\".", "Must not exceed \"{@other}\"."},
    {"must_be_above", "Phải lớn hơn \"{@other}\".", "Must be above \"{@other}\"."},
    {"must_not_be_below", "Không được nhỏ hơn \"{@other}\".", "Must not be below \"{@other}\"."},

    // Records
    {"reference_gone", "Một bản ghi được nhắc đến vừa bị xóa. Hãy tải lại rồi thử lại.", "A record that this one refers to has just been removed. Load again, then repeat."},
    {"in_use", "Đang được dùng{ ở \"{@entity}\"} nên không xóa được.", "It is in use{ by \"{@entity}\"} and cannot be deleted."},
    {"illegal_transition", "Không thể \"{@transition}\" khi đang ở trạng thái \"{@state}\".", "\"{@transition}\" is not possible in the state \"{@state}\"."},
    {"unknown_transition", "Không có bước này{: {name}}.", "There is no such transition{: {name}}."},
    {"not_part_of_transition", "Bước này không nhận trường này.", "This step does not take this field."},
    {"separation_of_duties", "Người đã thực hiện bước \"{@transition}\" không được thực hiện bước này.", "Whoever took the step \"{@transition}\" may not take this one."},
    {"outside_scope", "Bản ghi nằm ngoài phạm vi của bạn.", "The record would lie outside your scope."},
    {"too_much_nesting", "Các quy tắc gọi nhau quá nhiều lần.", "Rules call each other too deeply."},
    {"plugin_failed", "Mô-đun{ \"{plugin}\"} gặp lỗi khi xử lý yêu cầu.", "The plugin{ \"{plugin}\"} failed while it handled the request."},

    // Accounts
    {"login_failed", "Sai tên đăng nhập hoặc mật khẩu.", "The user name or the password is wrong."},
    {"locked", "Tài khoản tạm khóa vì sai nhiều lần. Hãy thử lại sau {seconds} giây.", "The account is locked after failed attempts. Try again in {seconds} seconds."},
    {"too_many_logins", "Quá nhiều lần đăng nhập từ địa chỉ mạng này. Hãy thử lại sau {seconds} giây.", "There were too many logins from this network address. Try again in {seconds} seconds."},
    {"disabled", "Tài khoản đã ngừng hoạt động.", "The account is disabled."},
    {"account_unused", "Tài khoản bị khóa vì lâu ngày không hoạt động. Hãy xin quản trị viên liên kết đặt lại mật khẩu.", "The account is closed because nobody used it for long. Ask an administrator for a link to reset the password."},
    {"csrf", "Thiếu hoặc sai mã chống giả mạo (CSRF). Hãy tải lại trang.", "The CSRF token is missing or wrong. Load the page again."},
    {"session_expired", "Phiên làm việc đã hết hạn. Hãy đăng nhập lại.", "The session has expired. Log in again."},
    {"token_expired", "Mã truy cập đã hết hạn.", "The token has expired."},
    {"bad_token", "Mã truy cập không hợp lệ.", "The token is not valid."},
    {"link_expired", "Liên kết đã dùng hoặc đã hết hạn. Hãy xin liên kết mới.", "The link was used or has expired. Ask for a new one."},
    {"password_too_short", "Mật khẩu cần ít nhất {limit} ký tự.", "A password needs at least {limit} characters."},
    {"password_too_long", "Mật khẩu quá dài; tối đa {limit} ký tự.", "The password is too long; at most {limit} characters are taken."},
    {"password_needs_lower", "Mật khẩu cần một chữ thường.", "The password needs a lower-case letter."},
    {"password_needs_upper", "Mật khẩu cần một chữ hoa.", "The password needs an upper-case letter."},
    {"password_needs_digit", "Mật khẩu cần một chữ số.", "The password needs a digit."},
    {"password_needs_symbol", "Mật khẩu cần một ký tự đặc biệt.", "The password needs a symbol."},
    {"password_reused", "Mật khẩu này đã dùng trước đây ({limit} mật khẩu gần nhất).", "The password was used before (the last {limit} are remembered)."},
    {"password_contains_name", "Mật khẩu không được chứa tên đăng nhập.", "The password must not contain the user name."},
    {"wrong_password", "Mật khẩu hiện tại không đúng.", "The current password is wrong."},
    {"password_change_required", "Mật khẩu đã quá hạn. Hãy chọn mật khẩu mới khi đăng nhập.", "The password is too old. Choose a new one as you log in."},
    {"unknown_user", "Không có người dùng \"{name}\".", "There is no user \"{name}\"."},
    {"unknown_role", "Không có vai trò \"{name}\".", "There is no role \"{name}\"."},
    {"unknown_dimension", "Không có phạm vi \"{name}\".", "There is no scope dimension \"{name}\"."},
    {"already_set_up", "Hệ thống đã có quản trị viên.", "The server already has an administrator."},
    {"last_administrator", "Phải còn ít nhất một quản trị viên hoạt động.", "At least one active administrator must remain."},

    // The journal
    {"unknown_journal_row", "Nhật ký không có dòng này.", "The journal has no such row."},
    {"not_sealed_yet", "Dòng nhật ký này chưa được niêm phong. Hãy thử lại khi máy chủ đang chạy.", "This row of the journal is not sealed yet. Try again while a server runs."},
    {"already_erased", "Giá trị của dòng nhật ký này đã được xóa từ trước.", "The values of this row of the journal were erased before."},

    // Attachments
    {"unsupported_file", "Không nhận loại tệp này.", "Files of this kind are not taken."},
    {"bad_file_name", "Tên tệp không hợp lệ.", "The file name is not valid."},
    {"too_much_unlinked", "Bạn có quá nhiều tệp đã tải lên mà chưa gắn vào hồ sơ nào; tối đa {limit} byte. Hãy gắn tệp hoặc đợi đến hôm sau.", "Too many of your uploads belong to no record yet; at most {limit} bytes may. Attach them, or wait until tomorrow."},
    {"empty_file", "Tệp rỗng.", "The file is empty."},

    // Jobs and import
    {"job_failed", "Công việc dừng vì lỗi máy chủ.", "The job stopped because the server failed."},
    {"job_interrupted", "Công việc bị ngắt vì máy chủ dừng. Hãy xem số dòng đã xử lý rồi gửi lại phần còn thiếu.", "The job was interrupted because the server stopped. See how many rows were done, then send what is missing."},
    {"bad_import_mode", "mode phải là rollback hoặc proceed.", "mode must be rollback or proceed."},
    {"csv_empty", "Tệp CSV không có dòng nào.", "The CSV file has no line."},
    {"csv_encoding", "Tệp CSV không phải UTF-8. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file is not UTF-8. Save it as \"CSV UTF-8\"."},
    {"csv_windows_1258", "Tệp CSV có vẻ ở bảng mã Windows-1258. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file seems to be in Windows-1258. Save it as \"CSV UTF-8\"."},
    {"csv_utf16", "Tệp CSV ở bảng mã UTF-16. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file is in UTF-16. Save it as \"CSV UTF-8\"."},
    {"csv_missing_column", "Thiếu cột \"{name}\".", "The column \"{name}\" is missing."},
    {"csv_unknown_column", "Không có cột \"{name}\".", "There is no column \"{name}\"."},
    {"csv_duplicate_column", "Cột \"{name}\" xuất hiện hai lần.", "The column \"{name}\" occurs twice."},
    {"csv_unbalanced_quote", "{Dòng {line}: }dấu ngoặc kép mở ra mà không đóng.", "{Line {line}: }a quote is opened and never closed."},
    {"csv_stray_quote", "{Dòng {line}: }dấu ngoặc kép đứng sai chỗ.", "{Line {line}: }a quote stands where none may."},
    {"csv_row_length", "{Dòng {line}: }số ô không khớp với dòng đầu{: có {found}, cần {expected}}.", "{Line {line}: }the number of cells differs from the first line's{: {found} instead of {expected}}."},
};
// clang-format on

} // namespace

std::span<const host_message> host_messages()
{
    return table;
}

} // namespace nscl::messages
