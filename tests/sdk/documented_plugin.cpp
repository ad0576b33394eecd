/// The examples of docs/writing-a-plugin.md, which quotes this file: a test compares them.
#include <nscl/plugin.hpp>

namespace {

using namespace nscl::sdk;

void fee_within_norm(const change& course, problems& found)
{
    const std::int64_t norm = course.setting<std::int64_t>("fee_norm");
    if (course.get<std::int64_t>("fee").value_or(0) > norm) found.at("fee", "fee_above_norm", {{"norm", norm}});
}

std::optional<std::string> one_open_course(const change& course)
{
    if (course.get<std::string_view>("state") != "open") return std::nullopt;
    return std::to_string(course.get<std::int64_t>("provider").value_or(0));
}

void remember_who(draft& course)
{
    course.set("opened_by", course.who().id());
}

void tell_the_provider(const change& course)
{
    if (course.transition_name() == "publish") course.log(level::info, "a course was opened");
}

answer verify_certificate(const request& from)
{
    const auto found = from.query<std::int64_t, std::string>(
                               R"(SELECT id, title FROM "training_course" WHERE number = ?)", {from.path("code")})
                           .first();
    if (!found) throw not_found("no_such_certificate");
    const auto& [id, title] = *found;
    return answer::json(json_object().set("course", id).set("title", title));
}

answer copy_course(const request& from)
{
    const record original = from.read("course", from.path_id("id"));
    const std::int64_t copy = from.transact([&](const transaction& now) {
        now.lock("course", original.id());
        return now.create("course", {{"title", original.get<std::string>("title")},
                                     {"provider", original.get<std::int64_t>("provider")},
                                     {"fee", original.get<std::int64_t>("fee")}});
    });
    from.audit("course_copied", json_object().set("from", original.id()).set("to", copy));
    return answer::json(json_object().set("id", copy), 201);
}

class course_titles : public chunks {
public:
    std::size_t next(std::span<char> buffer, const context& now) override
    {
        std::size_t used = 0;
        for (const auto& [id, title] : now.query<std::int64_t, std::string_view>(
                 R"(SELECT id, title FROM "training_course" WHERE id > ? ORDER BY id LIMIT 100)", {last_})) {
            if (used + title.size() + 1 > buffer.size()) break;
            title.copy(buffer.data() + used, title.size());
            used += title.size();
            buffer[used++] = '\n';
            last_ = id;
        }
        return used;
    }

private:
    std::int64_t last_ = 0;
};

answer list_titles(const request&)
{
    return answer::stream("text/plain; charset=utf-8", std::make_unique<course_titles>());
}

page show_courses(const request& from, const wording& say)
{
    table open{say("Khóa đang mở", "Open courses"),
               {say("Tên", "Title"), say("Bắt đầu", "Starts on"), say("Học phí", "Fee")}};
    for (const auto& [title, starts_on, fee] : from.query<std::string, std::string, std::int64_t>(
             R"(SELECT title, starts_on, COALESCE(fee, 0) FROM "training_course" WHERE state = 'open' ORDER BY id)")) {
        open.row({say.vietnamese(title), format_date(*parse_date(starts_on)), format_vnd(fee)});
    }
    return element("p", {{"class", "note"}}, say("Đăng ký qua ", "Register at "),
                   element("a", {{"href", "mailto:daotao@example.vn"}}, "daotao@example.vn"))
        .add(open);
}

std::string checked_course_code(std::string_view given, problems& found)
{
    if (!given.starts_with("KH")) found.add("course_code_prefix", {{"wanted", "KH"}});
    return std::string{given};
}

std::vector<series> open_courses(const context& now)
{
    const auto [count] =
        *now.query<std::int64_t>(R"(SELECT COUNT(*) FROM "training_course" WHERE state = 'open')").first();
    return {{series_kind::actual, {"Đang mở", "Open"}, {{to_text(now.today()), decimal{count, 0}}}}};
}

} // namespace

NSCL_PLUGIN(plugin)
{
    auto& course = plugin.entity("course", "courses", "Khóa đào tạo", "Training course");
    course.text("number", "Số", "Number").numbered("KH-{year}-{5}").readonly().unique();
    course.text("title", "Tên khóa", "Title").required().at_most(200).searchable().is_title();
    course.contributed("code", "course_code", "Mã khóa", "Course code");
    course.text("content", "Nội dung", "Content").at_most(2000);
    course.reference("provider", "programme.organization", "Đơn vị đào tạo", "Provider").required();
    course.date("starts_on", "Ngày bắt đầu", "Starts on").sortable();
    course.date("ends_on", "Ngày kết thúc", "Ends on").not_before("starts_on");
    course.money("fee", "Học phí", "Fee").at_least(0);
    course.integer("opened_by", "Người mở", "Opened by").readonly();

    course.check(fee_within_norm);
    course.claim("one_open_course", one_open_course);
    course.before_transition(remember_who);
    course.after_commit(tell_the_provider);

    auto& states = course.workflow("state");
    states.state("draft", "Dự thảo", "Draft");
    states.state("open", "Mở đăng ký", "Open");
    states.state("closed", "Kết thúc", "Closed").terminal();
    states.transition("publish", "Mở đăng ký", "Open")
        .from("draft")
        .to("open")
        .by("training_officer")
        .requires_fields("starts_on")
        .not_by_actor_of("create");
    states.transition("close", "Kết thúc", "Close").from("open").to("closed").by("training_officer");

    course.scope("organization", "provider");
    course.allow("training_officer", all_actions);
    course.allow("organization_user", can::read | can::history).within("organization");

    plugin.role("training_officer", "Cán bộ đào tạo", "Training officer");
    plugin.event("course_copied", "Sao chép khóa học", "Course copied");
    plugin.message("fee_above_norm", "Vượt mức {norm}", "Above the norm of {norm}");
    plugin.message("one_open_course", "Đơn vị đang có khóa mở", "The provider has an open course already");
    plugin.message("no_such_certificate", "Không có chứng nhận này", "There is no such certificate");
    plugin.message("course_code_prefix", "Phải bắt đầu bằng {wanted}", "Must begin with {wanted}");
    plugin.setting("fee_norm", 5'000'000, "Mức học phí", "Norm of the fee").basis("Quyết định 12", "Decision 12");
    plugin.field_type("course_code", "text", "Mã khóa", "Course code", checked_course_code).at_most(20);
    plugin.indicator("open_courses", "Khóa đang mở", "Open courses", open_courses);
    plugin.dashboard("training", "Đào tạo", "Training").tiles("open_courses");

    plugin.schema(2).compatible_from(2).renamed("course", "name", "title");
    plugin.schema(3).lengthened("course", "content");

    plugin.get("/certificates/{code}", anyone, verify_certificate);
    plugin.post("/courses/{id}/copy", "training_officer", copy_course).label("Chép khóa", "Copy a course");
    plugin.get("/titles", authenticated, list_titles).answers("text/plain");
    plugin.page("/courses", "Các khóa đào tạo", "Training courses", show_courses);
}
