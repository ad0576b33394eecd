#include "core/audit/journal_fields.hpp"
#include "core/describe/core_shapes.hpp"
#include "core/describe/document_parts.hpp"
#include "core/describe/list_parameters.hpp"
#include "core/describe/operation.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace nscl::describe {

namespace json = boost::json;

namespace {

using namespace core_shapes;

/// What a route takes or answers: a media type and a JSON Schema; nothing where the type is "".
struct body {
    std::string_view type{};
    std::string_view schema{};
};

struct line {
    http::verb verb;
    std::string_view pattern;
    words summary;
    words description;
    proof asked = proof::needed;
    std::string_view parameters = "[]";
    body taken{};
    unsigned status = 200;
    body given{};
    std::array<std::string_view, 2> headers{};
    std::array<unsigned, 9> problems{}; ///< beside 503, which every worker may answer
    json::array (*filters)(messages::language) = nullptr;
};

json::array journal_filters(messages::language language)
{
    json::array all;
    for (const auto& each : audit::journal_fields().fields) {
        for (const auto how : audit::journal_operators(each)) all.push_back(filter_parameter(&each, how, language));
    }
    return all;
}

using enum http::verb;

constexpr line lines[] = {
    {.verb = get,
     .pattern = "/healthz",
     .summary = {"Tiến trình còn chạy", "The process answers"},
     .description = {"Không hỏi đến cơ sở dữ liệu.", "Does not ask the database."},
     .asked = proof::none,
     .given = {json_type, health},
     .problems = {400}},
    {.verb = get,
     .pattern = "/readyz",
     .summary = {"Sẵn sàng phục vụ", "Ready to serve"},
     .description = {"Cơ sở dữ liệu cũng trả lời.", "The database answers too."},
     .asked = proof::none,
     .given = {json_type, health},
     .problems = {400}},
    {.verb = get,
     .pattern = "/metrics",
     .summary = {"Số đo cho Prometheus", "Figures for Prometheus"},
     .description = {"Chỉ dành cho các địa chỉ trong metrics.allowed; với địa chỉ khác thì không có.",
                     "For the addresses of metrics.allowed; for others it is not there."},
     .asked = proof::none,
     .given = {text_type, any_text},
     .problems = {404}},
    {.verb = get,
     .pattern = "/p/style.css",
     .summary = {"Kiểu trình bày của các trang", "How pages look"},
     .description = {"Dùng chung cho mọi trang của các phân hệ.", "Shared by the pages of all plugins."},
     .asked = proof::none,
     .parameters = if_none_match,
     .given = {css_type, any_text},
     .headers = {"ETag"},
     .problems = {304, 400}},
    {.verb = get,
     .pattern = "/api/v1/openapi.json",
     .summary = {"Mô tả này", "This description"},
     .description = {"Mọi đường dẫn của máy chủ và của các phân hệ đã nạp, bằng OpenAPI 3.1.",
                     "Every route of the server and of the loaded plugins, in OpenAPI 3.1."},
     .asked = proof::none,
     .parameters = if_none_match,
     .given = {json_type, any_object},
     .headers = {"ETag"},
     .problems = {304, 400}},
    {.verb = get,
     .pattern = "/api/v1/schema",
     .summary = {"Lược đồ cho giao diện", "The schema for the console"},
     .description =
         {"Những gì người gọi được xem và làm: phân hệ, loại bản ghi, trường, quy trình, bảng tổng hợp; ngày, "
          "múi giờ và các giới hạn của máy chủ. as: những gì "
          "người dùng đó được xem và làm, ghi vào nhật ký. Vai trò của as: `administrator`.",
          "What this caller may see and do: plugins, entities, fields, workflows, dashboards; the server's "
          "day, offset and limits. as: what that "
          "user may, noted in the journal. Roles for as: `administrator`."},
     .asked = proof::optional,
     .parameters = schema_parameters,
     .given = {json_type, any_object},
     .headers = {"ETag"},
     .problems = {304, 400, 401, 403, 404}},
    {.verb = get,
     .pattern = "/api/v1/agency",
     .summary = {"Cơ quan nào", "Whose server this is"},
     .description =
         {"Tên cơ quan; href: bản ghi của cơ quan; demo: dữ liệu là dữ liệu mẫu; pages: các trang cho mọi người của "
          "plugin.",
          "The agency's name; href: its record; demo: the data are samples; pages: the plugins' pages for everybody."},
     .asked = proof::none,
     .given = {json_type, agency},
     .problems = {400}},
    {.verb = post,
     .pattern = "/api/v1/session",
     .summary = {"Đăng nhập", "Log in"},
     .description = {"Mở phiên bằng cookie; nhiều lần sai thì bị khóa một lúc.",
                     "Opens a session by cookie; too many failures lock for a while."},
     .asked = proof::none,
     .taken = {json_type, log_in},
     .given = {json_type, login_session},
     .headers = {"Set-Cookie"},
     .problems = {400, 401, 403, 413, 415, 422, 429}},
    {.verb = get,
     .pattern = "/api/v1/session",
     .summary = {"Ai đang đăng nhập", "Who is logged in"},
     .description = {"user là null khi chưa đăng nhập.", "user is null when nobody is."},
     .asked = proof::optional,
     .given = {json_type, login_session},
     .problems = {400, 401}},
    {.verb = delete_,
     .pattern = "/api/v1/session",
     .summary = {"Đăng xuất", "Log out"},
     .description = {"Phiên hết hiệu lực; không có phiên thì cũng xong.",
                     "Ends the session; done as well where there is none."},
     .asked = proof::optional,
     .status = 204,
     .headers = {"Set-Cookie"},
     .problems = {400, 403}},
    {.verb = post,
     .pattern = "/api/v1/session/password",
     .summary = {"Đổi mật khẩu của mình", "Change one's own password"},
     .description = {"Mọi phiên khác của người này hết hiệu lực.", "Every other session of this user ends."},
     .asked = proof::password_login,
     .taken = {json_type, new_password},
     .given = {json_type, login_session},
     .headers = {"Set-Cookie"},
     .problems = {400, 401, 403, 409, 413, 415, 422, 429}},
    {.verb = get,
     .pattern = "/api/v1/one-time-links/{token}",
     .summary = {"Liên kết một lần dùng để làm gì", "What a one-time link is for"},
     .description = {"Cài đặt lần đầu, thư mời hoặc đặt lại mật khẩu.", "Set-up, invitation or password reset."},
     .asked = proof::none,
     .given = {json_type, link},
     .problems = {400, 404}},
    {.verb = post,
     .pattern = "/api/v1/one-time-links/{token}",
     .summary = {"Dùng liên kết một lần", "Use a one-time link"},
     .description = {"Đặt mật khẩu; khi cài đặt lần đầu còn cần username và display_name.",
                     "Sets the password; the first set-up also needs username and display_name."},
     .asked = proof::none,
     .taken = {json_type, link_use},
     .given = {json_type, made_user},
     .problems = {400, 404, 409, 413, 415, 422, 429}},
    {.verb = get,
     .pattern = "/setup/{token}",
     .summary = {"Trang của liên kết một lần", "The page of a one-time link"},
     .description = {"Một biểu mẫu HTML; 404 cũng là trang HTML.", "An HTML form; 404 is an HTML page as well."},
     .asked = proof::none,
     .given = {html_type, html_page},
     .problems = {400}},
    {.verb = post,
     .pattern = "/setup/{token}",
     .summary = {"Gửi trang của liên kết một lần", "Send the page of a one-time link"},
     .description = {"404 và 422 cũng là trang HTML.", "404 and 422 are HTML pages as well."},
     .asked = proof::none,
     .taken = {form_type, link_form},
     .given = {html_type, html_page},
     .problems = {400, 413, 415, 429}},
    {.verb = post,
     .pattern = "/api/v1/core/actions/api-tokens",
     .summary = {"Cấp mã truy cập API", "Issue an API token"},
     .description = {"Cho chính mình; secret chỉ hiện một lần. limited_to: các quyền của mình mà mã được dùng.",
                     "For oneself; the secret shows only once. limited_to: one's own grants that it may use."},
     .asked = proof::password_login,
     .taken = {json_type, token_order},
     .status = 201,
     .given = {json_type, made_token},
     .headers = {"Location"},
     .problems = {400, 401, 403, 409, 413, 415, 422}},
    {.verb = post,
     .pattern = "/api/v1/core/actions/invite",
     .summary = {"Mời người dùng", "Invite a user"},
     .description = {"Tạo liên kết một lần để đặt mật khẩu đầu tiên. Vai trò: `administrator`.",
                     "Makes a one-time link to set the first password. Roles: `administrator`."},
     .taken = {json_type, user_order},
     .status = 201,
     .given = {json_type, made_link},
     .problems = {400, 401, 403, 413, 415, 422}},
    {.verb = post,
     .pattern = "/api/v1/core/actions/reset-password",
     .summary = {"Đặt lại mật khẩu", "Reset a password"},
     .description = {"Tạo liên kết một lần để đặt mật khẩu mới. Vai trò: `administrator`.",
                     "Makes a one-time link to set a new password. Roles: `administrator`."},
     .taken = {json_type, user_order},
     .status = 201,
     .given = {json_type, made_link},
     .problems = {400, 401, 403, 413, 415, 422}},
    {.verb = post,
     .pattern = "/api/v1/core/actions/attachments",
     .summary = {"Tải tệp lên", "Upload a file"},
     .description = {"Nội dung là chính tệp; mã số trả về là giá trị của một trường kiểu attachment.",
                     "The body is the file itself; the id answered is the value of an attachment field."},
     .parameters = file_name,
     .taken = {any_type, binary},
     .status = 201,
     .given = {json_type, attachment},
     .headers = {"Location"},
     .problems = {400, 401, 403, 413, 415, 422}},
    {.verb = get,
     .pattern = "/api/v1/core/actions/attachments/{id}",
     .summary = {"Tải tệp của mình xuống", "Download one's own upload"},
     .description = {"Tệp của bản ghi thì tải qua bản ghi.", "A record's file is downloaded through the record."},
     .parameters = own_file,
     .given = {any_type, binary},
     .headers = {"ETag", "Content-Disposition"},
     .problems = {304, 400, 401, 404}},
    {.verb = get,
     .pattern = "/api/v1/core/journal",
     .summary = {"Nhật ký", "The journal"},
     .description = {"Ai đã làm gì, khi nào, từ đâu; mới nhất trước. Vai trò: `administrator`, `journal_reader`.",
                     "Who did what, when and from where, newest first. Roles: `administrator`, `journal_reader`."},
     .parameters = journal_parameters,
     .given = {json_type, journal_page},
     .problems = {400, 401, 403},
     .filters = journal_filters},
    {.verb = get,
     .pattern = "/api/v1/core/journal/verification",
     .summary = {"Kiểm tra chuỗi niêm phong của nhật ký", "Check the journal's chain of seals"},
     .description = {"Đọc toàn bộ nhật ký. Vai trò: `administrator`, `journal_reader`.",
                     "Reads the whole journal. Roles: `administrator`, `journal_reader`."},
     .given = {json_type, chain_verification},
     .problems = {400, 401, 403, 409, 429}},
    {.verb = get,
     .pattern = "/api/v1/core/dimensions/{name}/records",
     .summary = {"Bản ghi để giới hạn quyền", "What a grant may be bound to"},
     .description =
         {"Mã và tên các bản ghi của một phạm vi, tìm theo q hoặc theo id. Vai trò: `administrator`.",
          "Ids and names of a dimension's records, searched by q, or those of the ids. Roles: `administrator`."},
     .parameters = dimension_parameters,
     .given = {json_type, record_names},
     .problems = {400, 401, 403, 404, 503}},
    {.verb = get,
     .pattern = "/api/v1/core/plugins",
     .summary = {"Các phân hệ", "The plugins"},
     .description = {"Phiên bản, trạng thái, loại bản ghi, thiết lập và căn cứ. Vai trò: `administrator`.",
                     "Version, state, entities, settings and their basis. Roles: `administrator`."},
     .given = {json_type, plugin_states},
     .problems = {400, 401, 403}},
    {.verb = get,
     .pattern = "/api/v1/indicators",
     .summary = {"Các chỉ tiêu", "Indicators"},
     .description = {"Những chỉ tiêu mà người gọi được xem.", "The indicators that this caller may see."},
     .given = {json_type, indicators},
     .problems = {400, 401}},
};

/// For a route that is not in the table: it takes anything and answers anything.
line unknown(const http::route& of)
{
    const bool writes = of.verb == post || of.verb == put || of.verb == patch;
    return {.verb = of.verb,
            .pattern = of.pattern,
            .summary = {of.pattern, of.pattern},
            .description = {of.pattern, of.pattern},
            .asked = proof::optional,
            .taken = writes ? body{any_type, binary} : body{},
            .given = {any_type, binary}};
}

json::object responses_of(const line& of, messages::language language)
{
    std::vector<std::string_view> headers;
    std::copy_if(of.headers.begin(), of.headers.end(), std::back_inserter(headers),
                 [](std::string_view each) { return !each.empty(); });
    auto given = of.given.type.empty() ? json::object{} : content(of.given.type, json::parse(of.given.schema));
    auto success = answer(of.summary.in(language), std::move(given), headers);
    json::object made;
    made[std::to_string(of.status)] = std::move(success);
    for (const auto status : of.problems) {
        if (status != 0) add_problems(made, {status});
    }
    add_problems(made, {503});
    return made;
}

} // namespace

json::object core_operation(const http::route& described, messages::language language)
{
    const auto found = std::find_if(std::begin(lines), std::end(lines), [&](const line& each) {
        return each.verb == described.verb && each.pattern == described.pattern;
    });
    const auto& of = found == std::end(lines) ? unknown(described) : *found;
    json::object made;
    made["summary"] = of.summary.in(language);
    made["description"] = of.description.in(language);
    made["security"] = security(of.asked, of.verb);
    made["parameters"] = json::parse(of.parameters);
    if (of.filters) {
        for (auto& each : of.filters(language)) made["parameters"].as_array().push_back(std::move(each));
    }
    if (!of.taken.type.empty()) {
        made["requestBody"] = content(of.taken.type, json::parse(of.taken.schema));
        made["requestBody"].as_object()["required"] = true;
    }
    made["responses"] = responses_of(of, language);
    return made;
}

} // namespace nscl::describe
