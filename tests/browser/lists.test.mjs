// Lists and records: finding, reading, making, changing, and what happens when two people, a restart or a lost session get between.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {tax_code} from "./support/api.mjs";
import {button, column, fault_of, officer, open_new_organization, rows, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const list = "/programme/organizations";

async function officer_with(api, enter, count) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const made = await api.organizations("canbo", count);
  const visitor = await enter();
  await visitor.log_in("canbo");
  return {visitor, page: visitor.page, made};
}

scenario("a list is searched without accents, filtered, sorted, paged, exported, and its columns chosen", async ({api, enter}) => {
  const {visitor, page} = await officer_with(api, enter, 45);
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await shown(page, 20);
  await page.getByText("45 bản ghi").waitFor();
  await visitor.look("list");

  const first = await column(page, "Tên tổ chức");
  await button(page, "Trang sau").click();
  await page.getByText("Trang 2").waitFor();
  await shown(page, 20);
  const second = await column(page, "Tên tổ chức");
  assert.equal(second.filter((each) => first.includes(each)).length, 0, "no row stands on two pages");
  await button(page, "Trang sau").click();
  await shown(page, 5);
  assert.ok(await button(page, "Trang sau").isDisabled());
  await button(page, "Trang trước").click();
  await page.getByText("Trang 2").waitFor();
  await shown(page, 20);
  assert.deepEqual(await column(page, "Tên tổ chức"), second);
  await page.goBack();
  await shown(page, 5);
  await visitor.open(list);

  await page.getByRole("searchbox").fill("hop tac xa mau 01");
  await shown(page, 5);
  assert.ok((await column(page, "Tên tổ chức")).every((each) => /^Hợp tác xã Mẫu 01\d$/.test(each)));
  await page.getByRole("searchbox").fill("không có đâu");
  await page.getByText("Không có bản ghi nào khớp").waitFor();
  await visitor.look("list_nothing_found");
  await button(page, "Xóa bộ lọc").click();
  await shown(page, 20);

  await button(page, "Bộ lọc").click();
  const filters = page.getByRole("form", {name: "Bộ lọc"});
  await filters.getByLabel("Loại hình").selectOption({label: "Hợp tác xã"});
  await visitor.look("list_filters");
  await button(filters, "Áp dụng").click();
  await page.getByText("23 bản ghi").waitFor();
  assert.ok((await column(page, "Loại hình")).every((each) => each === "Hợp tác xã"));
  await page.reload();
  await page.getByText("23 bản ghi").waitFor();

  await page.getByRole("button", {name: "Tên tổ chức"}).click();
  const name_head = page.getByRole("columnheader", {name: "Tên tổ chức"});
  await page.locator('th[aria-sort="ascending"]').waitFor();
  await visitor.settled();
  assert.equal((await column(page, "Tên tổ chức"))[0], "Hợp tác xã Mẫu 001");
  await name_head.getByRole("button").click();
  await page.locator('th[aria-sort="descending"]').waitFor();
  await rows(page).filter({hasText: "Hợp tác xã Mẫu 045"}).waitFor();
  await visitor.settled();
  assert.equal((await column(page, "Tên tổ chức"))[0], "Hợp tác xã Mẫu 045");

  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Xuất").click()]);
  const exported = readFileSync(await download.path(), "utf8").trim().split("\n");
  assert.equal(exported.length, 24, "the export holds what the filter shows, and a head");
  assert.match(exported[0], /^id,Tên tổ chức,Mã số thuế,Loại hình,/, "in the words of the screen");
  assert.match(exported[1], /Hợp tác xã Mẫu 045,\d{10},Hợp tác xã,/, "in the order of the list");

  await button(page, "Cột").click();
  await page.getByLabel("Tình trạng").check();
  await page.getByRole("columnheader", {name: "Tình trạng"}).waitFor();
  await visitor.look("list_columns");
  await page.reload();
  await page.getByRole("columnheader", {name: "Tình trạng"}).waitFor();
  await button(page, "Cột").click();
  await page.getByRole("button", {name: "Về mặc định"}).click();
  await page.getByRole("columnheader", {name: "Tình trạng"}).waitFor({state: "detached"});
  await button(page, "Xóa bộ lọc").click();
  await page.getByText("45 bản ghi").waitFor();
});

scenario("an organization is made by the form, read, changed, and its history tells it", async ({api, enter}) => {
  const {visitor, page} = await officer_with(api, enter, 0);
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await page.getByText("Chưa có bản ghi nào").waitFor();
  await visitor.look("list_empty");
  await page.getByRole("link", {name: "Thêm mới"}).first().click();
  await visitor.look("form_empty");
  await open_new_organization(visitor, "Hợp tác xã Na Chi Lăng", "4901234561");
  await page.getByLabel("Doanh thu năm trước").fill("1250000000");
  await page.getByLabel("Ngày kê khai quy mô", {exact: true}).fill("5/3/2026");
  await page.getByLabel("Thư điện tử").fill("htx@example.vn");
  assert.equal(await page.getByLabel("Doanh thu năm trước").inputValue(), "1.250.000.000", "a number is shown as it was understood");
  assert.equal(await page.getByLabel("Ngày kê khai quy mô", {exact: true}).inputValue(), "05/03/2026");
  await visitor.look("form_filled");
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: "Hợp tác xã Na Chi Lăng"}).waitFor();
  await page.getByText("1.250.000.000 đ").waitFor();
  await page.getByText("05/03/2026", {exact: true}).waitFor();
  await visitor.look("record");

  assert.deepEqual(await page.locator("main section h2").allInnerTexts(), ["Thông tin chung", "Liên hệ", "Quy mô", "Ưu tiên", "Trụ sở, sáp nhập"]);

  await page.getByRole("link", {name: "Sửa"}).click();
  await page.getByLabel("Người đại diện").fill("Hoàng Thị Na");
  await page.getByLabel("Doanh thu năm trước").fill("2.000.000.000");
  await button(page, "Lưu").click();
  await page.getByText("Hoàng Thị Na").waitFor();
  await page.getByRole("link", {name: "Lịch sử"}).click();
  const change = page.locator("main li").filter({hasText: "Cập nhật"});
  await change.getByText("bởi canbo, từ 127.0.0.1").waitFor();
  const values = (field) => change.getByRole("row").filter({has: page.getByRole("rowheader", {name: field, exact: true})}).getByRole("cell").allInnerTexts();
  assert.deepEqual(await values("Doanh thu năm trước"), ["1.250.000.000 đ", "2.000.000.000 đ"], "before and after");
  assert.deepEqual(await values("Người đại diện"), ["(trống)", "Hoàng Thị Na"]);
  assert.equal(await change.getByRole("row").count(), 3, "and nothing else");
  await page.getByText("Tạo mới").first().waitFor();
  await visitor.look("record_history");

  await page.getByRole("link", {name: "Thông tin", exact: true}).click();
  await button(page, "Xóa").click();
  const dialog = page.getByRole("alertdialog", {name: "Xóa “Hợp tác xã Na Chi Lăng”?"});
  await dialog.waitFor();
  await visitor.look("delete_dialog");
  await button(dialog, "Hủy").click();
  await button(page, "Xóa").click();
  await button(dialog, "Xóa").click();
  await page.getByText("Chưa có bản ghi nào").waitFor();
});

scenario("the way back leads past a record that was deleted, whatever of it was looked at", async ({api, enter}) => {
  const {visitor, page} = await officer_with(api, enter, 2);
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await rows(page).first().getByRole("link").click();
  for (const tab of ["Liên quan", "Lịch sử"]) await page.getByRole("link", {name: tab}).click();
  await visitor.settled();
  await button(page, "Xóa").click();
  await button(page.getByRole("alertdialog"), "Xóa").click();
  await shown(page, 1);
  await page.goBack();
  await page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
});

scenario("names without a blank stay in their place", async ({api, enter}) => {
  const {visitor, page, made: [first]} = await officer_with(api, enter, 1);
  const long = "Ặ".repeat(200);
  await api.ask("canbo", "PATCH", `${list}/${first.id}`, {name: long, representative: "W".repeat(100), address: "M".repeat(250)});
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [first.id]});
  const {id} = await api.application("htx", first.id, "tool_5s");
  for (const [name, path] of [["list", list], ["record", `${list}/${first.id}`], ["form", `${list}/${first.id}/edit`], ["history", `${list}/${first.id}?tab=history`],
    ["related", `${list}/${first.id}?tab=related`], ["home", "/"], ["other", `/programme/applications/${id}`]]) {
    await visitor.open(path);
    await visitor.look(`long_${name}`);
  }
});

scenario("what belongs to a record stands beside it, and more of it is made from there", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 2);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  const {number} = await api.application("htx", organization.id, "tool_5s");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("htx");
  await visitor.open(`${list}/${organization.id}`);
  await page.getByRole("link", {name: "Liên quan"}).click();
  const applications = page.getByRole("region", {name: "Hồ sơ đề nghị hỗ trợ"});
  await applications.getByRole("row").getByRole("link", {name: number}).waitFor();
  await visitor.look("record_related");
  await applications.getByRole("link", {name: "Thêm mới"}).click();
  await visitor.settled();
  assert.equal(await page.getByLabel(/^Tổ chức/).inputValue(), organization.name);
});

scenario("what is wrong stands at its field and in a summary that leads there", async ({api, enter}) => {
  const {visitor, page} = await officer_with(api, enter, 1);
  visitor.allow(409, 422);
  await visitor.open(list + "/new");
  await button(page, "Lưu").click();
  const summary = page.getByRole("region", {name: /chỗ cần sửa/});
  await summary.waitFor();
  assert.ok(await summary.evaluate((each) => each === document.activeElement), "the summary is at hand");
  assert.equal(await fault_of(page, page.getByLabel("Tên tổ chức")), "Bắt buộc nhập");
  await visitor.look("form_refused");
  await summary.getByRole("link", {name: "Loại hình"}).click();
  assert.ok(await page.getByLabel("Loại hình").evaluate((each) => each === document.activeElement), "its link leads to the field");

  // What only the server knows.
  await open_new_organization(visitor, "Hợp tác xã Trùng", tax_code(490_000_001));
  await button(page, "Lưu").click();
  assert.equal(await fault_of(page, page.getByLabel("Mã số thuế")), "Giá trị này đã có.");
  await page.getByLabel("Mã số thuế").fill("4901234560");
  await button(page, "Lưu").click();
  await page.locator("#errors").getByText("Chữ số kiểm tra của mã số thuế không đúng").waitFor();
  assert.equal(await page.getByLabel("Tên tổ chức").inputValue(), "Hợp tác xã Trùng", "what was typed stays");
  await page.getByLabel("Mã số thuế").fill("4901234561");
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: "Hợp tác xã Trùng"}).waitFor();
});

scenario("two people change the same record: the second sees both versions side by side and decides", async ({api, enter}) => {
  const {visitor: first, page, made} = await officer_with(api, enter, 1);
  await api.user("canbo2", "Lý Thị Hai", "dost_officer");
  const second = await enter();
  first.allow(412);
  await second.log_in("canbo2");
  for (const each of [first, second]) await each.open(`${list}/${made[0].id}/edit`);
  await second.page.getByLabel("Địa chỉ").fill("Số 2, đường Trần Đăng Ninh");
  await second.page.getByLabel("Người đại diện").fill("Lý Thị Hai");
  await button(second.page, "Lưu").click();
  await second.page.getByRole("heading", {level: 1}).waitFor();
  await second.page.getByText("Số 2, đường Trần Đăng Ninh").waitFor();

  await page.getByLabel("Địa chỉ").fill("Số 1, đường Hùng Vương");
  await page.getByLabel("Sản phẩm chính").fill("Na");
  await button(page, "Lưu").click();
  const conflict = page.getByRole("alert").filter({hasText: "Người khác vừa sửa bản ghi này"});
  await conflict.waitFor();
  const address = conflict.getByRole("group", {name: "Địa chỉ"});
  await address.getByText("Số 1, đường Hùng Vương").waitFor();
  await address.getByText("Số 2, đường Trần Đăng Ninh").waitFor();
  assert.equal(await conflict.getByRole("group").count(), 1, "only what both changed is asked");
  await first.look("conflict");
  await address.getByRole("radio").nth(1).check();
  assert.equal(await page.getByLabel("Địa chỉ", {exact: true}).first().inputValue(), "Số 2, đường Trần Đăng Ninh");
  await address.getByRole("radio").nth(0).check();
  await button(page, "Lưu").click();
  await page.getByText("Số 1, đường Hùng Vương").waitFor();
  await page.getByText("Lý Thị Hai").waitFor();
  await page.getByText("Na", {exact: true}).waitFor();
});

scenario("the server restarts in the middle of an edit: nothing is lost", async ({server, api, enter}) => {
  const {visitor, page, made} = await officer_with(api, enter, 1);
  await visitor.open(`${list}/${made[0].id}/edit`);
  await page.getByLabel("Địa chỉ").fill("Số 3, đường Bà Triệu");
  visitor.allow_lost_connections();
  await server.stop();
  await button(page, "Lưu").click();
  await page.getByRole("region", {name: "Chưa lưu được"}).getByText("Kiểm tra mạng").waitFor();
  assert.equal(await page.getByLabel("Địa chỉ").inputValue(), "Số 3, đường Bà Triệu");
  await visitor.look("form_no_connection");
  await server.start();
  visitor.allow_lost_connections(false);
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1}).waitFor();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.getByText("Số 3, đường Bà Triệu").waitFor();
});

scenario("a session that ended asks for the password on top of the form, which keeps what was typed", async ({server, api, enter}) => {
  const {visitor, page, made} = await officer_with(api, enter, 1);
  visitor.allow(401);
  await visitor.open(`${list}/${made[0].id}/edit`);
  await page.getByLabel("Địa chỉ").fill("Số 4, đường Lê Lợi");

  // The same session ends from elsewhere.
  const [{name, value}] = await visitor.context.cookies();
  const {csrf} = await (await fetch(server.address + "/api/v1/session", {headers: {Cookie: `${name}=${value}`}})).json();
  const ended = await fetch(server.address + "/api/v1/session", {method: "DELETE", headers: {Cookie: `${name}=${value}`, "X-CSRF-Token": csrf}});
  assert.ok(ended.ok);

  await button(page, "Lưu").click();
  const dialog = page.getByRole("dialog", {name: "Phiên làm việc đã hết hạn"});
  await dialog.waitFor();
  await visitor.look("session_ended");
  await dialog.getByLabel("Mật khẩu", {exact: true}).fill("Mot-Mat-khau-du-dai-2026");
  await button(dialog, "Đăng nhập").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.getByText("Số 4, đường Lê Lợi").waitFor();
});

scenario("a draft outlives a reload of the page", async ({api, enter}) => {
  const {visitor, page} = await officer_with(api, enter, 0);
  await visitor.open(list + "/new");
  await page.getByLabel("Tên tổ chức").fill("Hợp tác xã Dở Dang");
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => sessionStorage.getItem(key).includes("Dở Dang")));
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await page.getByText("Đã khôi phục nội dung đang nhập dở.").waitFor();
  assert.equal(await page.getByLabel("Tên tổ chức").inputValue(), "Hợp tác xã Dở Dang");
  await visitor.look("form_restored");
  await page.getByRole("button", {name: "Bỏ, nhập lại từ đầu"}).click();
  await page.waitForFunction(() => ![...document.querySelectorAll("input")].some((each) => each.value.includes("Dở Dang")));
});

scenario("the number of records is that of the list as it is, also after going back", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter, 25);
  await visitor.open(list);
  await page.getByText(/^25 bản ghi/).waitFor();
  await button(page, "Trang sau").click();
  await page.getByText(/^25 bản ghi · Trang 2/).waitFor();
  await button(page, "Bộ lọc").click();
  const filters = page.getByRole("form", {name: "Bộ lọc"});
  await filters.getByLabel("Loại hình").selectOption({label: "Hợp tác xã"});
  await button(filters, "Áp dụng").click();
  await page.getByText(/^13 bản ghi/).waitFor();
  await page.goBack();
  await page.getByText(/^25 bản ghi · Trang 2/).waitFor();
});
