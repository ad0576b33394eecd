/// A plugin that says everything a plugin can say. What it becomes is in data/everything.json.
#include "tests/sdk/everything.hpp"

#include <chrono>
#include <stdexcept>

namespace {

using namespace nscl::sdk;
using namespace std::chrono_literals;

void cost_within_norm(const change& course, problems& found)
{
    if (course.get<std::int64_t>("cost").value_or(0) > 5'000'000)
        found.at("cost", "cost_above_norm", {{"limit", 5'000'000}, {"unit", "VND"}});
}

std::optional<std::string> title_in_use(const change& course)
{
    if (course.get<std::string_view>("title") == "free") return std::nullopt;
    return course.get<std::string>("title");
}

void fill_title(draft& course)
{
    if (!course.get<std::string_view>("title")) course.set("title", "Untitled");
}

void keep_cost(draft& course, problems& found)
{
    if (course.changed("cost") && course.before<std::int64_t>("cost") == 7) found.add("cost_is_fixed");
}

answer act(const request& from)
{
    return everything::route(from);
}

class counting : public chunks {
public:
    std::size_t next(std::span<char> buffer, const context& now) override
    {
        now.log(level::debug, "one more piece");
        if (left_ == 0) return 0;
        if (left_-- == 2) throw std::runtime_error{"the second piece broke"};
        buffer[0] = 'x';
        return 1;
    }

private:
    int left_ = 3;
};

answer count_up(const request&)
{
    return answer::stream("text/plain", std::make_unique<counting>());
}

std::string checked_tax_code(std::string_view given, problems& found)
{
    if (given.size() != 10) found.add("cost_is_fixed");
    return "T" + std::string{given};
}

value doubled(value_view given, problems&)
{
    return given.as<std::int64_t>().value_or(0) * 2;
}

std::vector<series> supported(const context& now)
{
    return {{series_kind::actual,
             {"Thực tế", "Actual"},
             {{"2026", decimal{now.setting<std::int64_t>("round_down_to"), 1}}}},
            {series_kind::target,
             {"Mục tiêu", "Target"},
             {{"2027", std::nullopt, texts{"Chưa có", "None yet"}},
              {.category = "online",
               .value = decimal{2, 0},
               .label = texts{"Trực tuyến", "Online"},
               .records = listed_records{"course", "filter[form]=online"}}}}};
}

void declare_course(plugin& plugin)
{
    auto& course = plugin.entity("course", "training_courses", "Khóa đào tạo", "Training course");
    course.label_many("Các khóa", "Courses").icon("book").with_journal();

    course.text("title", "Tên khóa", "Title")
        .required()
        .at_least(3)
        .at_most(200)
        .searchable()
        .sortable()
        .is_title()
        .listed();
    course.text("number", "Số", "Number").numbered("KH-{year}-{5}").readonly().unique();
    course.text("code", "Mã", "Code").pattern("^[A-Z]+$", "Chữ in hoa", "Capital letters").immutable().unique();
    course.text("room", "Phòng", "Room")
        .pattern("^[0-9]+$")
        .help("Số phòng", "The room's number")
        .group("Nơi", "Place");
    course.long_text("content", "Nội dung", "Content").required_in("open", "closed");
    course.integer("seats", "Số chỗ", "Seats").at_least(1).at_most(500).default_value(20).unit("chỗ", "seats");
    course.decimal("hours", 1, "Số giờ", "Hours").at_least(0).at_most(decimal{1205, 1}).default_value(decimal{85, 1});
    course.money("cost", "Kinh phí", "Cost").at_least(0).read_by("officer", "leader").written_by("officer");
    course.money("norm", "Định mức", "Norm").not_below("cost");
    course.boolean("online", "Trực tuyến", "Online").default_value(false);
    course.date("starts_on", "Bắt đầu", "Starts on").not_before(date{2026y / 1 / 1}).not_after(date{2030y / 12 / 31});
    course.date("ends_on", "Kết thúc", "Ends on").not_before("starts_on");
    course.timestamp("opened_at", "Mở lúc", "Opened at");
    course.enumeration("level", "Trình độ", "Level")
        .option("basic", "Cơ bản", "Basic")
        .option("high", "Cao", "High", tone::warning)
        .default_value("basic");
    course
        .reference("provider", "programme.organization", "Đơn vị", "Provider")

        .on_delete(on_delete::set_null);
    course.multi_reference("follows", "course", "Sau khóa", "Follows").on_delete(on_delete::cascade);
    course.attachment("plan", "Kế hoạch", "Plan");
    course.json("extra", "Khác", "Extra");
    course.email("mail", "Thư", "Mail");
    course.phone("phone", "Điện thoại", "Phone");
    course.url("page", "Trang", "Page");
    course.contributed("tax_code", "tax_code", "Mã số thuế", "Tax code");

    course.unique("provider", "title").rule("starts_on", comparison::ne, "ends_on");
    course.check(cost_within_norm).check([](const change&, problems&) { everything::check(); });
    course.claim("title_in_use", title_in_use).claim("once_only", title_in_use, "only_once");
    course.before_create(fill_title).before_update(keep_cost).before_delete(keep_cost).before_transition(fill_title);
    course.after_commit([](const change& done) { done.log(level::info, done.transition_name()); });

    course.workflow("state")
        .due("ends_on")
        .state("draft", "Dự thảo", "Draft")
        .tone(tone::neutral)
        .state("open", "Mở", "Open")
        .tone(tone::success)
        .state("closed", "Kết thúc", "Closed")
        .terminal()
        .transition("publish", "Mở", "Open")
        .from("draft")
        .to("open")
        .by("officer", "leader")
        .requires_fields("ends_on")
        .fields("room", "seats")
        .guard(cost_within_norm)
        .not_by_actor_of("create")
        .confirm("Mở khóa?", "Open it?")
        .tone(tone::danger)
        .icon("check")
        .transition("close", "Kết thúc", "Close")
        .from("draft", "open")
        .to("closed")
        .unprompted()
        .starts_in("draft");

    course.scope("organization", "provider").scope("assignment", "id");
    course.allow("officer", all_actions);
    course.allow("leader",
                 can::read | can::create | can::update | can::remove | can::import | can::export_ | can::history);
    course.allow("member", can::read | can::history).within("organization", "assignment");
}

} // namespace

NSCL_PLUGIN(plugin)
{
    if (everything::spoil_registration) plugin.entity("course", "courses", "Khóa", "Course").text("a b", "A", "A");

    declare_course(plugin);

    plugin.role("officer", "Cán bộ", "Officer").includes("member", "viewer");
    plugin.role("member", "Thành viên", "Member");
    plugin.dimension("organization", "Đơn vị", "Organization").of_entity("programme.organization");
    plugin.dimension("assignment", "Được giao", "Assignment").of_caller();

    plugin.get("/certificates/{code}", anyone, act).non_blocking();
    plugin.post("/courses/{id}/copy", "officer", act)
        .label("Chép", "Copy")
        .reads(body_kind::json)
        .query("deep", "name")
        .offered_at("course");
    plugin.put("/plan", authenticated, act).reads(body_kind::any).answers("text/csv").expensive();
    plugin.patch("/plan", authenticated, act)
        .reads(body_kind::none)
        .answers("application/json", json_text{R"({"type":"object"})"});
    plugin.delete_("/plan", authenticated, act);
    plugin.get("/numbers", anyone, count_up).public_page();

    plugin.message("cost_above_norm", "Vượt định mức {limit}", "Above the norm of {limit}")
        .message("cost_is_fixed", "\"Cố định\"\n", "Fixed");
    plugin.event("plan_printed", "In kế hoạch", "Plan printed");
    plugin.setting("round_down_to", 1000, "Làm tròn", "Round down to").basis("Quyết định 1", "Decision 1");
    plugin.setting("sender", "a@b.vn", "Người gửi", "Sender");
    plugin.setting("open", true, "Mở", "Open");
    plugin.setting("share", decimal{5, 1}, "Phần", "Share");
    plugin.field_type("tax_code", "text", "Mã số thuế", "Tax code", checked_tax_code).at_most(14);
    plugin.field_type("double", "integer", "Gấp đôi", "Double", doubled);
    plugin.indicator("supported", "Được hỗ trợ", "Supported", supported)
        .unit("đơn vị", "organizations")
        .chart(chart::line)
        .permission("officer");
    plugin.indicator("plain", "Đơn giản", "Plain", supported).money();
    plugin.dashboard("overview", "Tổng quan", "Overview").tiles("supported", "plain");
    plugin.seed("course", "code", catalogue("courses.csv"));
    plugin.icon("award").menu().entity("course").dashboard("overview");
    plugin.schema(2).compatible_from(2).renamed("course", "name", "title").renamed("course", "after", "follows");
    plugin.schema(4).lengthened("course", "content");

    plugin.on_start(
        [](const server& here) { here.log(level::info, "started " + here.setting<std::string>("sender")); });
    plugin.on_drain([](const server& here) { here.log(level::info, "drained"); });
    plugin.on_stop([](const server&) { throw std::runtime_error{"stopping went wrong"}; });
}
