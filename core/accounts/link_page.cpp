#include "core/accounts/link_page.hpp"

#include "core/pages/page.hpp"

namespace nscl::accounts::link_page {

using pages::escaped;

namespace {

struct words {
    std::string_view vi;
    std::string_view en;
};

std::string both(words text)
{
    return std::string{text.vi} + "<span class=\"en\" lang=\"en\">" + std::string{text.en} + "</span>";
}

constexpr words samples{"Dữ liệu mẫu: mọi hồ sơ ở đây đều là giả định.", "Sample data: every record here is invented."};

http::response page(const server& at, unsigned status, words title, const std::string& content)
{
    std::string shown;
    if (at.demo) shown += "<p class=\"samples\">" + both(samples) + "</p>";
    shown += "<h1>" + both(title) + "</h1><div class=\"card\">" + content + "</div>";
    return pages::page_answer(status,
                              {.title = std::string{title.vi}, .agency = at.agency, .content = std::move(shown)});
}

std::string message(const messages::catalogue& texts, std::string_view code, const messages::parameters& parameters)
{
    return "<span class=\"error\" role=\"alert\">" + escaped(texts.render(code, parameters, messages::language::vi)) +
           "<span class=\"en\" lang=\"en\">" + escaped(texts.render(code, parameters, messages::language::en)) +
           "</span></span>";
}

/// What was wrong with one field.
std::string problems_of(std::string_view name, const messages::refusal* refused, const messages::catalogue& texts)
{
    std::string out;
    if (!refused) return out;
    for (const auto& each : refused->errors) {
        if (each.pointer == "/" + std::string{name}) out += message(texts, each.code, each.parameters);
    }
    return out;
}

struct input {
    std::string_view name;
    std::string_view type;
    std::string_view autocomplete;
    words label;
    std::string_view value;
};

std::string field(const input& of, const messages::refusal* refused, const messages::catalogue& texts)
{
    std::string out = "<label>" + both(of.label) + "<input name=\"" + std::string{of.name} + "\" type=\"" +
                      std::string{of.type} + "\" autocomplete=\"" + std::string{of.autocomplete} + "\" required";
    if (!of.value.empty()) out += " value=\"" + escaped(of.value) + "\"";
    return out + ">" + problems_of(of.name, refused, texts) + "</label>";
}

words title_of(one_time_links::purpose what)
{
    switch (what) {
    case one_time_links::purpose::set_up: return {"Tạo quản trị viên đầu tiên", "Create the first administrator"};
    case one_time_links::purpose::invitation: return {"Kích hoạt tài khoản", "Activate your account"};
    case one_time_links::purpose::password_reset: return {"Đặt lại mật khẩu", "Reset your password"};
    }
    return {};
}

std::string rules_text(const settings::account_settings& rules)
{
    const auto length = std::to_string(rules.password_length);
    const std::string vi = "Mật khẩu có ít nhất " + length +
                           " ký tự, gồm chữ thường, chữ hoa, chữ số và ký tự đặc biệt; không chứa tên đăng nhập.";
    const std::string en =
        "At least " + length + " characters with lower case, upper case, digits and symbols; without the user name.";
    return "<p><small>" + both({vi, en}) + "</small></p>";
}

} // namespace

http::response form(const server& at, const one_time_links::link& of, const typed& again,
                    const messages::refusal* refused)
{
    std::string content;
    if (refused && refused->errors.empty()) {
        content += "<p>" + message(at.texts, refused->code, refused->parameters) + "</p>";
    }
    const auto add = [&](const input& each) { content += field(each, refused, at.texts); };
    content += "<form method=\"post\" accept-charset=\"utf-8\">";
    if (of.what == one_time_links::purpose::set_up) {
        add({"agency", "text", "organization", {"Tên cơ quan", "Name of the agency"}, again.agency});
        add({"username", "text", "username", {"Tên đăng nhập", "User name"}, again.username});
        add({"display_name", "text", "name", {"Họ và tên", "Name"}, again.display_name});
    } else {
        content += "<p>" + both({"Tên đăng nhập", "User name"}) + "<strong>" + escaped(of.username) + "</strong></p>";
    }
    add({"password", "password", "new-password", {"Mật khẩu", "Password"}, {}});
    add({"password_again", "password", "new-password", {"Nhập lại mật khẩu", "Password again"}, {}});
    content += rules_text(at.rules) + "<button>" + both({"Lưu", "Save"}) + "</button></form>";
    const bool outage = refused && refused->why == messages::reason::unavailable;
    return page(at, outage ? 503 : refused ? 422 : 200, title_of(of.what), content);
}

http::response done(const server& at)
{
    return page(at, 200, {"Đã lưu mật khẩu", "The password is set"},
                "<p><a href=\"/\">" + both({"Đăng nhập", "Log in"}) + "</a></p>");
}

http::response gone(const server& at)
{
    return page(at, 404, {"Liên kết không còn dùng được", "The link does not work any more"},
                "<p>" + message(at.texts, "link_expired", {}) + "</p>");
}

} // namespace nscl::accounts::link_page
