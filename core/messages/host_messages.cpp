#include "core/messages/host_messages.hpp"

namespace nscl::messages {

namespace {

// One block per door. Within a text, {limit} is a bound, {name} what the caller wrote, {field} and {other} names of fields.
// clang-format off
constexpr host_message table[] = {
    // The reasons themselves: titles of answers, and what is left to say when nothing more precise is known.
    {"unreadable", "Yêu cầu không đọc được.", "The request cannot be read."},
    {"unauthenticated", "Cần đăng nhập.", "You need to log in."},
    {"forbidden", "Bạn không có quyền làm việc này.", "You may not do this."},
    {"not_found", "Không tìm thấy.", "Nothing was found here."},
    {"not_acceptable", "Máy chủ không trả lời được ở dạng mà bạn chấp nhận ({accept}).", "There is no answer in a form that you accept ({accept})."},
    {"conflict", "Yêu cầu mâu thuẫn với dữ liệu hiện có.", "The request conflicts with what is stored."},
    {"stale", "Bản ghi đã được người khác thay đổi. Hãy tải lại rồi sửa tiếp.", "Somebody else has changed the record. Load it again, then repeat your change."},
    {"too_large", "Nội dung quá lớn; tối đa {limit} byte.", "The content is too large; at most {limit} bytes are taken."},
    {"unsupported_media_type", "Không nhận nội dung loại {type}; hãy gửi {expected}.", "Content of type {type} is not taken here; send {expected}."},
    {"invalid", "Một số giá trị chưa hợp lệ.", "Some values are not valid."},
    {"precondition_required", "Thiếu điều kiện If-Match: hãy gửi kèm ETag của bản ghi.", "If-Match is missing: send the record's ETag with the request."},
    {"too_many_requests", "Quá nhiều yêu cầu. Hãy thử lại sau {seconds} giây.", "Too many requests. Try again in {seconds} seconds."},
    {"unavailable", "Máy chủ tạm thời chưa phục vụ được. Hãy thử lại sau ít giây.", "The server cannot answer right now. Try again in a few seconds."},
    {"internal_error", "Máy chủ gặp lỗi. Lỗi đã được ghi lại; hãy báo mã yêu cầu cho quản trị viên.", "The server failed. The failure is logged; give the request id to your administrator."},

    // HTTP
    {"method_not_allowed", "Địa chỉ này không nhận phương thức {method}.", "This address does not take the method {method}."},
    {"bad_request", "Yêu cầu HTTP sai cú pháp.", "The HTTP request is malformed."},
    {"bad_path", "Đường dẫn không hợp lệ.", "The path is not valid."},
    {"bad_query", "Chuỗi truy vấn sai cú pháp.", "The query string is malformed."},
    {"bad_host", "Thiếu hoặc sai tiêu đề Host.", "The Host header is missing or malformed."},
    {"bad_header", "Tiêu đề {name} không hợp lệ.", "The header {name} is not valid."},
    {"headers_too_large", "Phần đầu yêu cầu quá lớn; tối đa {limit} byte.", "The request's header is too large; at most {limit} bytes are taken."},
    {"uri_too_long", "Địa chỉ quá dài.", "The address is too long."},
    {"length_required", "Thiếu Content-Length.", "Content-Length is missing."},
    {"expectation_failed", "Máy chủ không đáp ứng được tiêu đề Expect.", "The Expect header cannot be met."},
    {"request_timeout", "Yêu cầu gửi đến quá chậm.", "The request arrived too slowly."},
    {"deadline_exceeded", "Yêu cầu cần quá nhiều thời gian và đã bị dừng.", "The request took too long and was stopped."},
    {"queue_full", "Máy chủ đang bận. Hãy thử lại sau {seconds} giây.", "The server is busy. Try again in {seconds} seconds."},
    {"too_many_connections", "Máy chủ đang có quá nhiều kết nối. Hãy thử lại sau.", "The server has too many connections. Try again later."},
    {"shutting_down", "Máy chủ đang dừng. Hãy thử lại sau ít giây.", "The server is stopping. Try again in a few seconds."},
    {"database_unavailable", "Cơ sở dữ liệu tạm thời không truy cập được. Hãy thử lại sau ít giây.", "The database cannot be reached right now. Try again in a few seconds."},
    {"database_busy", "Cơ sở dữ liệu đang bận. Hãy thử lại sau ít giây.", "The database is busy. Try again in a few seconds."},
    {"outcome_unknown", "Không rõ thay đổi đã được lưu hay chưa. Hãy tải lại để kiểm tra trước khi thử lại.", "It is not known whether the change was stored. Look before you repeat it."},
    {"disk_full", "Máy chủ hết chỗ lưu. Hãy báo cho quản trị viên.", "The server has no room left to store. Tell your administrator."},
    {"if_match_required", "Cần tiêu đề If-Match với ETag của bản ghi để không ghi đè thay đổi của người khác.", "Send If-Match with the record's ETag, so that nobody's change is overwritten."},
    {"bad_if_match", "If-Match không phải là ETag của máy chủ này.", "If-Match is not an ETag of this server."},

    // Bodies
    {"bad_json", "JSON sai cú pháp ở vị trí {offset}: {detail}.", "The JSON is malformed at byte {offset}: {detail}."},
    {"unreadable_json", "JSON sai cú pháp ở vị trí {offset}: {detail}.", "The JSON is malformed at byte {offset}: {detail}."},
    {"not_an_object", "Cần một đối tượng JSON.", "A JSON object is needed here."},
    {"body_required", "Thiếu nội dung.", "The body is missing."},
    {"body_not_allowed", "Yêu cầu này không nhận nội dung.", "This request takes no body."},
    {"duplicate_member", "\"{name}\" xuất hiện hai lần.", "\"{name}\" occurs twice."},
    {"unknown_member", "Không có trường \"{name}\".", "There is no member \"{name}\"."},
    {"too_deep", "JSON lồng nhau quá sâu; tối đa {limit} mức.", "The JSON is nested too deeply; at most {limit} levels are taken."},
    {"invalid_utf8", "Văn bản không phải UTF-8 hợp lệ.", "The text is not valid UTF-8."},
    {"bad_multipart", "Biểu mẫu tải lên (multipart) sai cú pháp.", "The multipart body is malformed."},

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
    {"wrong_type", "Sai kiểu dữ liệu; cần {expected}.", "The type is wrong; {expected} is needed."},
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
    {"duplicate", "Giá trị bị lặp lại trong danh sách.", "The value occurs twice in the list."},
    {"out_of_range", "Số nằm ngoài phạm vi lưu được.", "The number is out of the range that can be stored."},
    {"unique", "Đã có bản ghi khác dùng giá trị này.", "Another record has this value."},
    {"readonly", "Trường này do hệ thống ghi, không sửa được.", "The system sets this field; it cannot be changed."},
    {"immutable", "Trường này không sửa được sau khi tạo.", "This field cannot be changed after creation."},
    {"not_writable", "Bạn không có quyền sửa trường này.", "You may not change this field."},
    {"must_equal", "Phải bằng \"{other}\".", "Must equal \"{other}\"."},
    {"must_differ", "Phải khác \"{other}\".", "Must differ from \"{other}\"."},
    {"must_be_below", "Phải nhỏ hơn \"{other}\".", "Must be below \"{other}\"."},
    {"must_not_exceed", "Không được lớn hơn \"{other}\".", "Must not exceed \"{other}\"."},
    {"must_be_above", "Phải lớn hơn \"{other}\".", "Must be above \"{other}\"."},
    {"must_not_be_below", "Không được nhỏ hơn \"{other}\".", "Must not be below \"{other}\"."},

    // Records
    {"claim_taken", "Đã có bản ghi khác giữ quyền này; chỉ được một lần.", "Another record already holds this; it is given once only."},
    {"in_use", "Đang được dùng ở \"{entity}\" nên không xóa được.", "It is in use by \"{entity}\" and cannot be deleted."},
    {"illegal_transition", "Không thể \"{transition}\" khi đang ở trạng thái \"{state}\".", "\"{transition}\" is not possible in the state \"{state}\"."},
    {"unknown_transition", "Không có bước \"{name}\".", "There is no transition \"{name}\"."},
    {"not_allowed", "Vai trò của bạn không được thực hiện bước này.", "Your roles do not allow this step."},
    {"separation_of_duties", "Người đã thực hiện bước \"{transition}\" không được thực hiện bước này.", "Whoever took the step \"{transition}\" may not take this one."},
    {"outside_scope", "Bản ghi nằm ngoài phạm vi của bạn.", "The record would lie outside your scope."},
    {"too_much_nesting", "Các quy tắc gọi nhau quá nhiều lần.", "Rules call each other too deeply."},
    {"plugin_failed", "Mô-đun \"{plugin}\" gặp lỗi khi xử lý yêu cầu.", "The plugin \"{plugin}\" failed while it handled the request."},

    // Accounts
    {"login_required", "Cần đăng nhập.", "You need to log in."},
    {"login_failed", "Sai tên đăng nhập hoặc mật khẩu.", "The user name or the password is wrong."},
    {"locked", "Tài khoản tạm khóa vì sai nhiều lần. Hãy thử lại sau {seconds} giây.", "The account is locked after failed attempts. Try again in {seconds} seconds."},
    {"disabled", "Tài khoản đã ngừng hoạt động.", "The account is disabled."},
    {"csrf", "Thiếu hoặc sai mã chống giả mạo (CSRF). Hãy tải lại trang.", "The CSRF token is missing or wrong. Load the page again."},
    {"session_expired", "Phiên làm việc đã hết hạn. Hãy đăng nhập lại.", "The session has expired. Log in again."},
    {"token_expired", "Mã truy cập đã hết hạn.", "The token has expired."},
    {"bad_token", "Mã truy cập không hợp lệ.", "The token is not valid."},
    {"link_expired", "Liên kết đã dùng hoặc đã hết hạn. Hãy xin liên kết mới.", "The link was used or has expired. Ask for a new one."},
    {"weak_password", "Mật khẩu chưa đủ mạnh: {which}.", "The password is too weak: {which}."},
    {"password_too_short", "Mật khẩu cần ít nhất {limit} ký tự.", "A password needs at least {limit} characters."},
    {"password_too_long", "Mật khẩu quá dài; tối đa {limit} ký tự.", "The password is too long; at most {limit} characters are taken."},
    {"password_needs_lower", "Mật khẩu cần một chữ thường.", "The password needs a lower-case letter."},
    {"password_needs_upper", "Mật khẩu cần một chữ hoa.", "The password needs an upper-case letter."},
    {"password_needs_digit", "Mật khẩu cần một chữ số.", "The password needs a digit."},
    {"password_needs_symbol", "Mật khẩu cần một ký tự đặc biệt.", "The password needs a symbol."},
    {"password_reused", "Mật khẩu này đã dùng trước đây ({limit} mật khẩu gần nhất).", "The password was used before (the last {limit} are remembered)."},
    {"password_contains_name", "Mật khẩu không được chứa tên đăng nhập.", "The password must not contain the user name."},
    {"wrong_password", "Mật khẩu hiện tại không đúng.", "The current password is wrong."},
    {"password_change_required", "Cần đổi mật khẩu trước khi tiếp tục.", "Change your password before you go on."},
    {"unknown_role", "Không có vai trò \"{name}\".", "There is no role \"{name}\"."},
    {"unknown_dimension", "Không có phạm vi \"{name}\".", "There is no scope dimension \"{name}\"."},
    {"already_set_up", "Hệ thống đã có quản trị viên.", "The server already has an administrator."},
    {"last_administrator", "Phải còn ít nhất một quản trị viên hoạt động.", "At least one active administrator must remain."},

    // Attachments
    {"unsupported_file", "Không nhận loại tệp này.", "Files of this kind are not taken."},
    {"bad_file_name", "Tên tệp không hợp lệ.", "The file name is not valid."},
    {"empty_file", "Tệp rỗng.", "The file is empty."},
    {"hash_mismatch", "Mã băm SHA-256 của tệp không khớp.", "The file's SHA-256 does not match."},

    // Jobs and import
    {"job_failed", "Công việc dừng vì lỗi máy chủ.", "The job stopped because the server failed."},
    {"bad_import_mode", "mode phải là rollback hoặc proceed.", "mode must be rollback or proceed."},
    {"csv_empty", "Tệp CSV không có dòng nào.", "The CSV file has no line."},
    {"csv_encoding", "Tệp CSV không phải UTF-8. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file is not UTF-8. Save it as \"CSV UTF-8\"."},
    {"csv_windows_1258", "Tệp CSV có vẻ ở bảng mã Windows-1258. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file seems to be in Windows-1258. Save it as \"CSV UTF-8\"."},
    {"csv_utf16", "Tệp CSV ở bảng mã UTF-16. Hãy lưu lại dạng \"CSV UTF-8\".", "The CSV file is in UTF-16. Save it as \"CSV UTF-8\"."},
    {"csv_missing_header", "Dòng đầu của tệp CSV phải ghi tên các cột.", "The first line of the CSV file must name the columns."},
    {"csv_missing_column", "Thiếu cột \"{name}\".", "The column \"{name}\" is missing."},
    {"csv_unknown_column", "Không có cột \"{name}\".", "There is no column \"{name}\"."},
    {"csv_duplicate_column", "Cột \"{name}\" xuất hiện hai lần.", "The column \"{name}\" occurs twice."},
    {"csv_unbalanced_quote", "Dòng {line}: dấu ngoặc kép mở ra mà không đóng.", "Line {line}: a quote is opened and never closed."},
    {"csv_stray_quote", "Dòng {line}: dấu ngoặc kép đứng sai chỗ.", "Line {line}: a quote stands where none may."},
    {"csv_row_length", "Dòng {line} có {found} ô, cần {expected}.", "Line {line} has {found} cells; {expected} are needed."},
    {"csv_too_many_rows", "Tệp CSV có quá nhiều dòng; tối đa {limit}.", "The CSV file has too many rows; at most {limit} are taken."},
};
// clang-format on

} // namespace

std::span<const host_message> host_messages()
{
    return table;
}

} // namespace nscl::messages
