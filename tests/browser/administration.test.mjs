// An administrator makes a user, gives them a role and an invitation to hand over; the log of it all; and what is running.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, fill_in, pick, rows} from "./support/screens.mjs";
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
  await pick(page, form.getByLabel(/^Vai trò/), "Sở Khoa học", /Sở Khoa học|Cán bộ/);
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

  await in_menu(page, "Nhật ký hệ thống").click();
  await administrator.settled();
  await rows(page).filter({hasText: "canbo"}).first().waitFor();
  await page.getByRole("button", {name: /thay đổi$/}).first().click();
  await administrator.look("journal");
  await button(page, "Kiểm tra niêm phong").click();
  await page.getByText("Nhật ký nguyên vẹn").waitFor();
});

scenario("what is running is said, and the agency's particulars can be changed", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  await in_menu(page, "Phân hệ").click();
  await visitor.settled();
  await page.locator("main").getByText("Chương trình năng suất, chất lượng").first().waitFor();
  await visitor.look("plugins");
  await in_menu(page, "Cơ quan").click();
  await rows(page).first().getByRole("link").click();
  await page.getByRole("link", {name: "Sửa"}).click();
  await visitor.settled();
  await fill_in(page, page.locator("main form"), {"Tên cơ quan": "Sở Khoa học và Công nghệ tỉnh Lạng Sơn"});
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.reload();
  await page.getByRole("banner").getByText("Sở Khoa học và Công nghệ tỉnh Lạng Sơn").waitFor();
  await visitor.look("agency");
});
