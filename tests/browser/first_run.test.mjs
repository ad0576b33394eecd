// From the link that a new server prints to an administrator at home, and back out.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {scenario} from "./support/scenario.mjs";

scenario("the first administrator sets up the agency, logs in, looks around and logs out", {set_up: false}, async ({server, enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(422);
  await page.goto(server.link);
  await visitor.look("set_up");

  const fill = async (name, value) => page.locator(`input[name="${name}"]`).fill(value);
  await fill("agency", "Sở Khoa học và Công nghệ tỉnh Mẫu");
  await fill("username", "quantri");
  await fill("display_name", "Nguyễn Thị Quản Trị");
  await fill("password", "ngắn");
  await fill("password_again", "ngắn");
  await page.getByRole("button", {name: "Lưu"}).click();
  await page.locator('label:has(input[name="password"]) [role="alert"]').first().waitFor();
  assert.equal(await page.locator('input[name="agency"]').inputValue(), "Sở Khoa học và Công nghệ tỉnh Mẫu", "what was typed stays");
  await visitor.look("set_up_refused");

  await fill("password", password);
  await fill("password_again", password + "x");
  await page.getByRole("button", {name: "Lưu"}).click();
  await page.locator('label:has(input[name="password_again"]) [role="alert"]').waitFor();

  await fill("password", password);
  await fill("password_again", password);
  await page.getByRole("button", {name: "Lưu"}).click();
  await page.getByRole("heading", {level: 1}).waitFor();
  await visitor.look("set_up_done");

  await page.goto("/");
  await page.getByText("Sở Khoa học và Công nghệ tỉnh Mẫu").waitFor();
  await visitor.look("log_in");
  await visitor.log_in("quantri");
  await page.getByRole("heading", {level: 1, name: "Xin chào, Nguyễn Thị Quản Trị"}).waitFor();
  await page.getByRole("banner").getByText("Sở Khoa học và Công nghệ tỉnh Mẫu").waitFor();
  await visitor.look("home_administrator");

  await visitor.log_out();
  await page.goto("/profile");
  await page.getByLabel("Tên đăng nhập").waitFor();
});

scenario("a link that was used is said to be", async ({server, enter}) => {
  const visitor = await enter();
  visitor.allow(404);
  await visitor.page.goto(server.link);
  await visitor.look("set_up_gone");
  assert.equal(await visitor.page.locator("form").count(), 0);
});

scenario("a wrong password is said beside the form, and nobody is in", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(401);
  await page.goto("/");
  await page.getByLabel("Tên đăng nhập").fill("admin");
  await page.getByLabel("Mật khẩu", {exact: true}).fill("sai-mat-khau");
  await page.getByRole("button", {name: "Đăng nhập"}).click();
  await page.getByRole("alert").waitFor();
  assert.equal(await page.getByLabel("Tên đăng nhập").inputValue(), "admin", "the name stays");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "password", "the password is at hand");
  await visitor.look("log_in_refused");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
});

scenario("the console speaks English too, and remembers it", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  await page.goto("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "vi");
  await page.getByRole("button", {name: "English"}).click();
  await page.getByRole("button", {name: "Log in"}).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.reload();
  await page.getByLabel("Username").fill("admin");
  await page.getByLabel("Password", {exact: true}).fill(password);
  await page.getByRole("button", {name: "Log in"}).click();
  await page.getByRole("navigation").getByRole("link", {name: "Users", exact: true}).click();
  await page.getByRole("heading", {level: 1, name: "Users"}).waitFor();
  await visitor.look("users_in_english");
  await page.getByRole("button", {name: "Tiếng Việt"}).click();
  await page.getByRole("heading", {level: 1, name: "Người dùng"}).waitFor();
});

scenario("one's own password is changed with the old one; a wrong one is said at its field", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(401, 403, 422);
  await visitor.log_in("admin");
  await page.getByRole("link", {name: /^Tài khoản của tôi/}).click();
  await visitor.look("profile");
  const current = page.getByLabel("Mật khẩu hiện tại");
  const chosen = page.getByLabel("Mật khẩu mới", {exact: true});
  const again = page.getByLabel("Nhập lại mật khẩu mới");
  const next = "Mat-khau-Khac-2027!";
  const fault_of = async (field) => {
    await page.waitForFunction((input) => input.getAttribute("aria-invalid") === "true", await field.elementHandle());
    return page.locator("#" + (await field.getAttribute("aria-describedby")).split(" ").pop()).innerText();
  };
  await current.fill("sai-mat-khau");
  await chosen.fill(next);
  await again.fill(next);
  await page.getByRole("button", {name: "Đổi mật khẩu"}).click();
  assert.notEqual(await fault_of(current), "");
  await visitor.look("profile_refused");
  await current.fill(password);
  await again.fill(next + "x");
  await page.getByRole("button", {name: "Đổi mật khẩu"}).click();
  assert.equal(await fault_of(again), "Hai lần nhập không giống nhau");
  await again.fill(next);
  await page.getByRole("button", {name: "Đổi mật khẩu"}).click();
  await page.getByText("Đã đổi mật khẩu").first().waitFor();
  await visitor.log_out();
  await visitor.log_in("admin", next);
});
