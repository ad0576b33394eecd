// An administrator makes a user, gives them a role and an invitation to hand over; the log of it all; and what is running.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, fault_of, fill_in, pick, rows} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const in_menu = (page, name) => page.getByRole("navigation").getByRole("link", {name, exact: true});

scenario("a user is made, given a role, invited, and comes in; the log tells it", async ({enter}) => {
  const administrator = await enter();
  const {page} = administrator;
  await administrator.log_in("admin");
  await in_menu(page, "Người dùng").click();
  await page.getByRole("link", {name: "Thêm mới"}).click();
  await administrator.settled();
  const form = page.locator("main form");
  await fill_in(page, form, {"Tên đăng nhập": "canbo", "Họ và tên": "Trần Văn Cán Bộ", "Thư điện tử": "canbo@example.vn"});
  await administrator.look("user_form");
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: "Trần Văn Cán Bộ"}).waitFor();
  const user = new URL(page.url()).pathname;

  await in_menu(page, "Quyền được cấp").click();
  await page.getByRole("link", {name: "Thêm mới"}).click();
  await administrator.settled();
  await pick(page, form.getByLabel(/^Người dùng/), "Trần Văn", "Trần Văn Cán Bộ");
  await pick(page, form.getByLabel(/^Vai trò/), "chuyen vien so khoa hoc", "Chuyên viên Sở Khoa học và Công nghệ");
  await fill_in(page, form, {"Căn cứ": "01/QĐ-SKHCN"});
  await administrator.look("grant_form");
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await administrator.look("grant");

  await administrator.open(user);
  await button(page, "Mời sử dụng").click();
  const dialog = page.getByRole("alertdialog", {name: "Mời sử dụng"});
  await button(dialog, "Mời sử dụng").click();
  const link = await dialog.getByLabel("Liên kết dùng một lần").inputValue();
  assert.ok(link.startsWith(administrator.address + "/setup/"), link);
  await administrator.look("invitation");
  await button(dialog, "Đóng").last().click();

  const invited = await enter();
  await invited.page.goto(link);
  await invited.look("invited");
  for (const name of ["password", "password_again"]) await invited.page.locator(`input[name="${name}"]`).fill(password);
  await invited.page.getByRole("button", {name: "Lưu"}).click();
  await invited.page.getByRole("heading", {level: 1}).waitFor();
  await invited.log_in("canbo");
  await in_menu(invited.page, "Hồ sơ đề nghị hỗ trợ").click();
  await invited.page.getByText("Chưa có bản ghi nào").waitFor();
  assert.equal(await in_menu(invited.page, "Nhật ký hệ thống").count(), 0, "the role's lists, and no others");

  await in_menu(page, "Nhật ký hệ thống").click();
  await administrator.settled();
  await rows(page).filter({hasText: "canbo"}).first().waitFor();
  await page.getByRole("button", {name: /thay đổi$/}).first().click();
  await administrator.look("journal");
  await page.getByLabel("Thao tác").selectOption({label: "Cấp liên kết một lần"});
  await rows(page).filter({hasNotText: "Cấp liên kết một lần"}).first().waitFor({state: "detached"});
  await rows(page).filter({hasText: "admin"}).waitFor();
  await button(page, "Kiểm tra niêm phong").click();
  await page.getByText(/^Nhật ký nguyên vẹn: \d+ mục đã niêm phong\.$/).waitFor();
  await administrator.look("journal_checked");
});

scenario("a role of the agency's own is made and changed, and who holds it has its rights at once", async ({api, enter}) => {
  const administrator = await enter();
  const {page} = administrator;
  await administrator.log_in("admin");
  await in_menu(page, "Vai trò").click();
  await page.getByRole("link", {name: "Thêm mới"}).click();
  await administrator.settled();
  const form = page.locator("main form");
  await fill_in(page, form, {"Mã": "to_theo_doi", "Tên": "Tổ theo dõi kinh phí", "Bao gồm các vai trò": {pick: ["Theo dõi kinh phí"]}});
  await administrator.look("role_form");
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: "Tổ theo dõi kinh phí"}).waitFor();
  await administrator.look("role");

  await api.user("theodoi", "Lò Văn Theo Dõi", "to_theo_doi");
  const holder = await enter();
  await holder.log_in("theodoi");
  await in_menu(holder.page, "Tổng quan").click();
  await holder.page.getByRole("region", {name: "Kinh phí theo lĩnh vực"}).waitFor();
  assert.equal(await in_menu(holder.page, "Nhật ký hệ thống").count(), 0);

  await page.getByRole("link", {name: "Sửa"}).click();
  await administrator.settled();
  await fill_in(page, form, {"Tên": "Tổ theo dõi, kiểm tra", "Bao gồm các vai trò": {pick: ["Tra cứu nhật ký"]}});
  await button(page, "Lưu").click();
  await page.getByRole("heading", {level: 1, name: "Tổ theo dõi, kiểm tra"}).waitFor();
  await holder.page.reload();
  await in_menu(holder.page, "Nhật ký hệ thống").click();
  await rows(holder.page).filter({hasText: "theodoi"}).first().waitFor();
});

scenario("a token for a program is made, shown once, and opens what it was limited to", async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  await in_menu(page, "Mã truy cập API").click();
  await button(page, "Cấp mã truy cập").click();
  const dialog = page.getByRole("alertdialog", {name: "Cấp mã truy cập"});
  const issue = button(dialog, "Cấp mã truy cập");
  await dialog.getByLabel(/^Giới hạn trong các quyền/).click();
  await page.getByRole("option", {name: "Quản trị hệ thống"}).waitFor();
  assert.equal(await page.getByRole("option", {name: "Trần Văn Cán Bộ"}).count(), 0, "what was granted to others is not offered");
  await page.keyboard.press("Escape");
  await fill_in(page, dialog, {"Tên": "Đồng bộ hằng đêm", "Hết hạn": "30/02/2027 08:00", "Giới hạn trong các quyền": {pick: ["Quản trị hệ thống"]}});
  await issue.click();
  assert.equal(await fault_of(page, dialog.getByLabel(/^Hết hạn/)), "Phải là ngày giờ, dạng dd/mm/yyyy hh:mm");
  visitor.allow(422);
  await fill_in(page, dialog, {"Hết hạn": "01/01/2020 08:00"});
  await issue.click();
  await dialog.getByText("Mã truy cập phải có hạn trong tương lai").waitFor();
  await visitor.look("token_form");
  const later = new Date(Date.now() + 30 * 86_400_000);
  await fill_in(page, dialog, {"Hết hạn": new Intl.DateTimeFormat("en-GB", {timeZone: "Asia/Ho_Chi_Minh"}).format(later) + " 08:00"});
  await issue.click();
  const secret = await dialog.getByLabel("Mã bí mật (chỉ hiện một lần)").inputValue();
  await visitor.look("token_secret");
  const call = () => fetch(server.address + "/api/v1/core/users", {headers: {Authorization: `Bearer ${secret}`}});
  assert.equal((await call()).status, 200);
  await button(dialog, "Đóng").last().click();
  await visitor.look("tokens");
  await rows(page).filter({hasText: "Đồng bộ hằng đêm"}).getByRole("link").first().click();
  await page.getByRole("heading", {level: 1, name: "Đồng bộ hằng đêm"}).waitFor();
  await visitor.look("token");
  assert.ok(!(await page.content()).includes(secret), "it is not shown again");

  await button(page, "Xóa").click();
  await button(page.getByRole("alertdialog", {name: "Xóa “Đồng bộ hằng đêm”?"}), "Xóa").click();
  await page.getByText("Chưa có bản ghi nào").waitFor();
  assert.equal((await call()).status, 401, "withdrawn");
});

scenario("who forgot the password chooses another by a link from the administrator", async ({api, enter}) => {
  const id = await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const administrator = await enter();
  const {page} = administrator;
  await administrator.log_in("admin");
  await administrator.open(`/core/users/${id}`);
  await button(page, "Đặt lại mật khẩu").click();
  const dialog = page.getByRole("alertdialog", {name: "Đặt lại mật khẩu"});
  await administrator.look("password_reset");
  await button(dialog, "Đặt lại mật khẩu").click();
  const link = await dialog.getByLabel("Liên kết dùng một lần").inputValue();
  const forgetful = await enter();
  await forgetful.page.goto(link);
  const next = "Mat-khau-Khac-2027!";
  for (const name of ["password", "password_again"]) await forgetful.page.locator(`input[name="${name}"]`).fill(next);
  await forgetful.page.getByRole("button", {name: "Lưu"}).click();
  await forgetful.page.getByRole("heading", {level: 1}).waitFor();
  await forgetful.log_in("canbo", next);
});

scenario("what is running is said, and the agency's particulars can be changed", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  await in_menu(page, "Phân hệ").click();
  await visitor.settled();
  const programme = page.locator("main li").filter({has: page.getByRole("heading", {name: "Chương trình năng suất, chất lượng"})});
  assert.match(await programme.innerText(), /Đang chạy\s+programme · Phiên bản \d+\.\d+\.\d+ · Apache-2\.0 · [1-9][\d.]* lượt gọi, 0 lỗi/);
  assert.deepEqual(await programme.getByRole("row").filter({hasText: "receipt_days"}).getByRole("cell").allInnerTexts(),
    ["Thời hạn kiểm tra hồ sơ (ngày làm việc)\nreceipt_days", "5", "Đề xuất của phần mềm, đơn vị quản lý quyết định"]);
  // Whoever has no list of them is told what there is all the same.
  for (const each of ["Tổ chức", "Hồ sơ đề nghị hỗ trợ"]) await programme.getByText(each, {exact: true}).waitFor();
  await visitor.look("plugins");

  // One that failed, as the server would tell it.
  const told = /\/api\/v1\/core\/plugins$/;
  await visitor.context.route(told, async (route) => {
    const answer = await (await route.fetch()).json();
    Object.assign(answer.data.find((each) => each.id === "programme"), {state: "failed"});
    await route.fulfill({json: answer});
  });
  await visitor.open("/system/plugins");
  await programme.getByText("Lỗi", {exact: true}).waitFor();
  await visitor.look("plugins_failed");
  await visitor.context.unroute(told);
  await in_menu(page, "Cơ quan").click();
  await rows(page).first().getByRole("link").click();
  await page.getByRole("link", {name: "Sửa"}).click();
  await visitor.settled();
  await fill_in(page, page.locator("main form"), {"Tên cơ quan": "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"});
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.getByRole("banner").getByText("Sở Khoa học và Công nghệ tỉnh Lạng Sơn").waitFor();
  await visitor.look("agency");
});
