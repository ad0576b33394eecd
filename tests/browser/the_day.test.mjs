// The programme's whole day through the screens of all who take part: organizations from a file, an application from draft to settled, and the
// indicator that went up. Each sees only what is theirs.

import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {button, fill_in, pick, rows, shown, stage, step} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const today = new Intl.DateTimeFormat("en-GB", {timeZone: "Asia/Ho_Chi_Minh"}).format(new Date());
const year = today.slice(-4);
const standards = "Tiêu chuẩn, hệ thống quản lý, công cụ cải tiến";

async function choose_file(page, path, content) {
  writeFileSync(path, content);
  await page.locator('input[type="file"]').setInputFiles(path);
}

async function import_organizations(visitor, place) {
  const {page} = visitor;
  const good = ['Tên tổ chức,Mã số thuế,Loại hình,"Xã, phường"', "Hợp tác xã Na Chi Lăng,4901234561,Hợp tác xã,05977", "Công ty Hồi Xứ Lạng,4901234579,Doanh nghiệp,05983"];
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await page.getByRole("link", {name: "Nhập", exact: true}).click();
  await visitor.look("import");
  const [template] = await Promise.all([page.waitForEvent("download"), button(page, "Tải tệp mẫu").click()]);
  assert.match(template.suggestedFilename(), /\.csv$/);

  await choose_file(page, join(place, "wrong.csv"), [...good, "Công ty Sai Mã,4901234580,Doanh nghiệp,05977"].join("\n"));
  await button(page, "Bắt đầu nhập").click();
  await page.getByText("Chưa nhập bản ghi nào").waitFor();
  await page.getByRole("row", {name: /^4 Mã số thuế 4901234580/}).waitFor();
  await visitor.look("import_refused");
  const [errors] = await Promise.all([page.waitForEvent("download"), button(page, "Tải danh sách lỗi").click()]);
  assert.match(errors.suggestedFilename(), /\.csv$/);

  await choose_file(page, join(place, "right.csv"), good.join("\n"));
  await button(page, "Bắt đầu nhập").click();
  await page.getByText("Đã nhập 2 bản ghi").waitFor();
  await visitor.look("import_done");
  await page.getByRole("link", {name: "Mở danh sách"}).click();
  await shown(page, 2);
}

/** Money for the year's line, and a rate in force: without either nothing can be approved. */
async function provide(officer, leader, finance) {
  await finance.open("/programme/budget-lines");
  await button(finance.page, "Bộ lọc").click();
  const filters = finance.page.getByRole("form", {name: "Bộ lọc"});
  await filters.getByLabel("Lĩnh vực").selectOption({label: standards});
  await button(filters, "Áp dụng").click();
  await rows(finance.page).filter({hasText: `${year}.standards`}).getByRole("link").click();
  await finance.page.getByRole("link", {name: "Sửa"}).click();
  await fill_in(finance.page, finance.page.locator("form"), {"Dự toán giao": "500.000.000", "Số quyết định giao dự toán": "01/QĐ-UBND"});
  await button(finance.page, "Lưu").click();
  await finance.page.getByText("500.000.000 đ").waitFor();
  await finance.look("budget_line");

  await officer.open("/programme/support-rates/new");
  await fill_in(officer.page, officer.page.locator("main form"), {
    "Tên": `Mức hỗ trợ ${year}`, "Lĩnh vực": {option: standards}, "Tỷ lệ": "50",
    "Áp dụng từ": `01/01/${year}`, "Cơ sở pháp lý": {option: "Nghị quyết HĐND tỉnh"}, "Số nghị quyết": "01/NQ-HĐND", "Văn bản quy định": "Nghị quyết mẫu",
  });
  await button(officer.page, "Lưu").click();
  await officer.page.getByRole("heading", {level: 1, name: `Mức hỗ trợ ${year}`}).waitFor();
  await leader.open(new URL(officer.page.url()).pathname);
  await step(leader, "Áp dụng", {}, "Đang áp dụng");
}

async function apply(applicant) {
  const {page} = applicant;
  await page.getByRole("navigation").getByRole("link", {name: "Hồ sơ đề nghị hỗ trợ", exact: true}).click();
  await page.getByRole("link", {name: "Thêm mới"}).first().click();
  await applicant.settled();
  const form = page.locator("main form");
  await pick(page, form.getByLabel(/^Tổ chức/), "na chi lang", /Na Chi Lăng/);
  await pick(page, form.getByLabel(/^Nội dung hỗ trợ/), "5s", /5S/);
  await fill_in(page, form, {
    "Số tiền đề nghị": "40.000.000", "Giá trị dự kiến": "80.000.000", "Thuyết minh": "Áp dụng 5S tại xưởng đóng gói.", "Cam kết không nhận kinh phí khác": true,
  });
  await applicant.look("application_form");
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: /^HS-/}).waitFor();
  await stage(page).getByText("Dự thảo", {exact: true}).waitFor();
  await step(applicant, "Nộp hồ sơ", {}, "Đã nộp");
  await applicant.look("application_submitted");
  return new URL(page.url()).pathname;
}

async function sees_nothing(visitor, list) {
  await visitor.open(list);
  await visitor.page.getByText("Chưa có bản ghi nào").waitFor();
}

async function sees_one(visitor, list) {
  await visitor.open(list);
  await shown(visitor.page, 1);
}

/** How many dots of each chart have been drawn. */
const drawn = (page) => page.locator("main canvas").evaluateAll((all) => all.map((each) => {
  const dots = new Uint32Array(each.getContext("2d").getImageData(0, 0, each.width, each.height).data.buffer);
  return dots.reduce((count, dot) => count + (dot !== 0), 0);
}));

/** What the day has made of the figures: each beside its target, in a chart and in a table, and with the records behind it. */
async function read_figures(leader) {
  const {page} = leader;
  const tile = (label) => page.locator(".tile").filter({hasText: new RegExp(`^${label}`)});
  await page.getByRole("navigation").getByRole("link", {name: "Tổng quan", exact: true}).click();
  await tile("Số tổ chức được hỗ trợ").getByRole("link", {name: "1", exact: true}).click();
  await shown(page, 1);
  await rows(page).getByRole("link", {name: "Hợp tác xã Na Chi Lăng"}).waitFor();
  await page.goBack();

  for (const label of ["Đã cam kết", "Đã chi", "Đã quyết toán"]) {
    await tile(label).getByText("40", {exact: true}).waitFor();
    assert.match(await tile(label).innerText(), /triệu đ\s+\/ 500\s+8%/, "beside what was allocated");
  }
  await leader.settled();
  await leader.look("dashboard", {anew: true});
  const charts = await drawn(page);
  assert.ok(charts.length >= 3 && charts.every((dots) => dots > 500), `charts with ${charts} dots`);

  const by_area = page.getByRole("region", {name: "Kinh phí theo lĩnh vực", exact: true});
  for (const each of await page.getByRole("button", {name: "Xem bảng số liệu"}).all()) await each.click();
  const figures_of = (row) => by_area.getByRole("row").filter({has: page.getByRole("rowheader", {name: row, exact: true})}).getByRole("cell");
  assert.deepEqual(await by_area.getByRole("columnheader").allInnerTexts(), ["Phân loại", "Kế hoạch", "Dự toán giao", "Đã cam kết", "Đã chi", "Đã quyết toán"]);
  assert.deepEqual(await figures_of(standards).allInnerTexts(), ["0", "500.000.000", "40.000.000", "40.000.000", "40.000.000"]);
  await leader.look("dashboard_figures");
  await leader.print("dashboard", () => look_at_paper(page, 7));
  await figures_of(standards).nth(2).getByRole("link").click();
  await page.getByRole("heading", {level: 1, name: "Dòng ngân sách"}).waitFor();
  const line = rows(page).filter({hasText: `${year}.standards`});
  await line.getByText("40.000.000 đ").first().waitFor();
  assert.equal(await rows(page).filter({hasNotText: standards}).count(), 0, "the lines of this area");
}

/** On paper stand the agency, what is to be read, and nothing that is to be clicked. */
async function look_at_paper(page, tables) {
  await page.locator(".print-head").getByText("Sở Khoa học và Công nghệ – Quản lý năng suất, chất lượng").waitFor();
  for (const [what, part] of [["the menu", page.getByRole("navigation")], ["the head", page.getByRole("banner")], ["buttons", page.getByRole("button")], ["ways on", page.locator(".button, .tabs")]])
    assert.equal(await part.filter({visible: true}).count(), 0, `${what} on paper`);
  assert.equal(await page.locator("main table").filter({visible: true}).count(), tables, "tables of figures");
  const wide = await page.locator("main").evaluate((main) => [...main.querySelectorAll("canvas, table, section")].filter((each) => each.getBoundingClientRect().right > main.getBoundingClientRect().right + 1).map((each) => each.outerHTML.slice(0, 80)));
  assert.deepEqual(wide, [], "all stands on the sheet");
}

scenario("an application goes from a file of organizations to the indicator on the dashboard", async ({server, api, enter}) => {
  const people = {
    officer: ["canbo", "Trần Văn Cán Bộ", "dost_officer"], leader: ["lanhdao", "Lê Thị Lãnh Đạo", "dost_leader"],
    finance: ["taichinh", "Phạm Văn Tài Chính", "dof_officer"], appraiser: ["thamdinh", "Vũ Thị Thẩm Định", "appraisal_council"],
    accepter: ["nghiemthu", "Đỗ Văn Nghiệm Thu", "acceptance_council"],
  };
  for (const who of Object.values(people)) await api.user(...who);
  await api.user("uyvien2", "Hà Thị Ủy Viên", "appraisal_council");
  await api.user("uyvien3", "Ngô Văn Thành Viên", "appraisal_council");
  const at = {};
  for (const [name, [username]] of Object.entries(people)) {
    at[name] = await enter();
    await at[name].log_in(username);
  }
  const {officer, leader, finance, appraiser, accepter} = at;
  for (const each of Object.values(at)) each.page.on("dialog", (dialog) => dialog.dismiss());

  await import_organizations(officer, server.place);
  const {data: organizations} = await api.ask("canbo", "GET", "/programme/organizations?sort=name");
  const [other, own] = organizations.map((each) => each.id);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [own]});
  await api.user("congty", "Bế Văn Hồi", "organization_user", {organization: [other]});
  await provide(officer, leader, finance);

  const applicant = await enter();
  await applicant.log_in("htx");
  await applicant.look("home_applicant");
  await sees_one(applicant, "/programme/organizations");
  const path = await apply(applicant);
  const list = path.replace(/\/\d+$/, "");
  const stranger = await enter();
  stranger.allow(404);
  await stranger.log_in("congty");
  await sees_nothing(stranger, list);
  await stranger.page.goto(path);
  await stranger.page.getByText("Không tìm thấy").first().waitFor();
  await stranger.look("record_of_others");

  // The officer finds it among what is to do.
  await officer.open("/");
  await officer.page.getByRole("region", {name: "Hồ sơ đề nghị hỗ trợ"}).getByRole("link", {name: /HS-/}).waitFor();
  await officer.look("home_officer");
  await officer.page.getByRole("region", {name: "Hồ sơ đề nghị hỗ trợ"}).getByRole("link", {name: /HS-/}).click();
  await officer.page.getByRole("heading", {level: 1, name: /^HS-/}).waitFor();
  await step(officer, "Tiếp nhận", {}, "Tiếp nhận hợp lệ");
  await step(officer, "Lên lịch khảo sát", {"Ngày khảo sát": today, "Đoàn khảo sát": "Tổ khảo sát"}, "Lên lịch khảo sát");
  await step(officer, "Ghi kết quả khảo sát", {
    "Biên bản khảo sát": "01/BB", "Hiện trạng, số liệu ban đầu": "Chưa áp dụng", "Kết luận khảo sát": {option: "Đủ điều kiện"},
  }, "Đã khảo sát");
  await sees_nothing(appraiser, list); // before it is named
  await officer.page.getByRole("link", {name: "Sửa"}).click();
  await officer.settled();
  await fill_in(officer.page, officer.page.locator("main form"), {
    "Hội đồng thẩm định": {pick: ["Vũ Thị Thẩm Định", "Hà Thị Ủy Viên", "Ngô Văn Thành Viên"]}, "Hội đồng nghiệm thu": {pick: ["Đỗ Văn Nghiệm Thu"]},
  });
  await officer.look("application_council");
  await button(officer.page, "Lưu").click();
  await officer.page.getByRole("link", {name: "Sửa"}).waitFor();
  await step(officer, "Chuyển thẩm định", {}, "Đang thẩm định nội dung");

  await sees_one(appraiser, list);
  assert.equal(await button(officer.page.locator("main"), "Thẩm định đạt").count(), 0, "nobody is offered what is not theirs to do");
  await appraiser.open("/");
  const task = appraiser.page.getByRole("link", {name: /^HS-/});
  assert.doesNotMatch(await task.innerText(), /null|Na Chi Lăng/, "the organization is not theirs to see");
  await appraiser.look("home_appraiser");
  await appraiser.open(path);
  await button(appraiser.page.locator("main"), "Thẩm định đạt").click();
  await appraiser.page.getByRole("alertdialog", {name: "Thẩm định đạt"}).waitFor();
  await appraiser.look("transition_dialog");
  await button(appraiser.page.getByRole("alertdialog"), "Quay lại").click();
  await step(appraiser, "Thẩm định đạt", {"Điểm thẩm định": "82,5", "Biên bản thẩm định": "02/BB"}, "Thẩm định dự toán");

  await finance.open("/");
  await finance.look("home_finance");
  await finance.open(path);
  await step(finance, "Thẩm định dự toán đạt", {"Dự toán thẩm định": "40.000.000", "Dòng ngân sách": {pick: [`${standards} năm ${year}`]}}, "Trình phê duyệt");
  await leader.open(path);
  await leader.look("application_to_approve");
  await step(leader, "Phê duyệt", {"Số quyết định": "05/QĐ-SKHCN", "Ngày quyết định": today}, "Đã phê duyệt");
  await officer.open(path);
  await step(officer, "Soạn hợp đồng", {}, "Soạn hợp đồng");
  await leader.open(path);
  await step(leader, "Ký hợp đồng", {
    "Số hợp đồng": "01/HĐ", "Ngày ký hợp đồng": today, "Giá trị hợp đồng": "80.000.000", "Phần ngân sách nhà nước": "40.000.000", "Phần của tổ chức": "40.000.000",
  }, "Đã ký hợp đồng");
  await applicant.open(path);
  await step(applicant, "Bắt đầu thực hiện", {"Ngày bắt đầu": today}, "Đang thực hiện");
  await step(applicant, "Đề nghị nghiệm thu", {"Báo cáo kết quả": "01/BC"}, "Đề nghị nghiệm thu");
  await accepter.open(path);
  await step(accepter, "Nghiệm thu đạt", {"Biên bản nghiệm thu": "03/BB", "Kết quả nghiệm thu": {option: "Đạt"}, "Ngày nghiệm thu": today}, "Nghiệm thu đạt");
  await officer.open(path);
  await step(officer, "Chuyển quyết toán", {"Hồ sơ thanh toán": "01/HSTT"}, "Đang quyết toán");
  await finance.open(path);
  await finance.page.getByRole("link", {name: "Sửa"}).click();
  await finance.settled();
  await fill_in(finance.page, finance.page.locator("main form"), {"Đã chi": "40.000.000"});
  await button(finance.page, "Lưu").click();
  await finance.page.getByRole("link", {name: "Sửa"}).waitFor();
  await step(finance, "Quyết toán, thanh lý", {"Đã quyết toán": "40.000.000", "Biên bản thanh lý": "04/BB"}, "Đã quyết toán, thanh lý");

  await leader.open("/");
  await leader.look("home_leader", {anew: true});
  await leader.open(path);
  const number = await leader.page.getByRole("heading", {level: 1}).innerText();
  await leader.print("application", async () => {
    await look_at_paper(leader.page, 0);
    for (const each of [number, "Hợp tác xã Na Chi Lăng", "Đã quyết toán, thanh lý", "40.000.000 đ", "05/QĐ-SKHCN"])
      await leader.page.locator("main").getByText(each, {exact: true}).filter({visible: true}).first().waitFor();
  });
  await read_figures(leader);
  await leader.open(path + "?tab=history");
  await leader.page.getByText("Phê duyệt", {exact: true}).first().waitFor();
  await leader.look("application_history");
});
