// From the link that a new server prints to an administrator at home, and back out.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {scenario} from "./support/scenario.mjs";
import {desktop, phone} from "./support/visitor.mjs";

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
  await page.getByRole("alert").getByText("Sai tên đăng nhập hoặc mật khẩu.").waitFor();
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
  await page.getByLabel("User name").fill("admin");
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
  assert.equal(await fault_of(current), "Mật khẩu hiện tại không đúng.");
  await visitor.look("profile_refused");
  await current.fill(password);
  await again.fill(next + "x");
  await page.getByRole("button", {name: "Đổi mật khẩu"}).click();
  assert.equal(await fault_of(again), "Hai lần nhập không giống nhau");
  await again.fill(next);
  await page.getByRole("button", {name: "Đổi mật khẩu"}).click();
  await page.getByText("Đã đổi mật khẩu").first().waitFor();
  await visitor.look("profile_done");

  // The own record is changed from here, and what one is called follows.
  await page.getByRole("link", {name: "Sửa"}).click();
  await page.getByText("Thông tin chung").waitFor();
  await page.getByRole("link", {name: "Sửa"}).click();
  await page.getByLabel("Họ và tên").fill("Quản trị viên trưởng");
  await page.getByLabel("Điện thoại").fill("không có");
  await page.getByRole("button", {name: "Lưu"}).click();
  await page.getByText("Phải là số điện thoại").first().waitFor();
  await page.getByLabel("Điện thoại").fill("0205 3812 345");
  await page.getByRole("button", {name: "Lưu"}).click();
  await page.getByRole("heading", {level: 1, name: "Quản trị viên trưởng"}).waitFor();
  await page.getByRole("banner").getByText("Quản trị viên trưởng").waitFor();
  await visitor.log_out();
  await visitor.log_in("admin", next);
});

scenario("a server that cannot be reached at the start is said to be, and tried again", async ({enter}) => {
  const visitor = await enter();
  const {page, context} = visitor;
  visitor.allow_lost_connections();
  await context.route(/\/api\/v1\//, (route) => route.abort("connectionrefused"));
  await page.goto("/");
  await page.getByRole("alert").getByText("Không kết nối được máy chủ").waitFor();
  await visitor.look("start_no_connection");
  await context.unroute(/\/api\/v1\//);
  visitor.allow_lost_connections(false);
  await page.getByRole("button", {name: "Thử lại"}).click();
  await page.getByLabel("Tên đăng nhập").waitFor();
});

scenario("a server on sample data says so, wherever one is", {demo: true}, async ({api, enter}) => {
  const told = (page) => page.getByText("Dữ liệu mẫu", {exact: false}).filter({visible: true});
  for (const viewport of [desktop, phone]) {
    const visitor = await enter({viewport});
    const {page} = visitor;
    await page.goto("/");
    await page.locator("main").getByText("Dữ liệu mẫu: mọi hồ sơ ở đây đều là giả định.").waitFor();
    if (viewport === desktop) await visitor.look("log_in_demo");
    await visitor.log_in("admin");
    await told(page).first().waitFor();
    if (viewport === desktop) await visitor.look("home_demo");
    await visitor.open("/core/users");
    await told(page).first().waitFor();
  }
});
