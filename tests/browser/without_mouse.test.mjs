// Keyboard only, a phone, and a network that is slow or gone.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, fill_in, shown, stage} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";
import {phone} from "./support/visitor.mjs";

const list = "/programme/organizations";

/** What has the focus: its role or tag, and its name. */
const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return `${at.tagName.toLowerCase()} ${at.getAttribute("aria-label") ?? at.labels?.[0]?.innerText ?? at.innerText?.trim() ?? ""}`.replace(/\s+/g, " ").trim();
});

/** Presses a key until the focus stands on something of this name; whoever needs more than `most` presses has lost their way. */
async function press_to(page, wanted, key = "Tab", most = 80) {
  const passed = [];
  for (let presses = 0; presses < most; ++presses) {
    const now = await focused(page);
    if (wanted.test(now)) {
      assert.ok(await page.evaluate(() => {
        const at = document.activeElement;
        const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(at);
        const frame = getComputedStyle(at.closest(".file, label, .affixed") ?? at);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none" || frame.outlineStyle !== "none";
      }), `the focus on ${now} is not to be seen`);
      return;
    }
    passed.push(now);
    await page.keyboard.press(key);
  }
  assert.fail(`${wanted} is not reached by ${key}: ${passed.join(" > ")}`);
}

scenario("somebody without a mouse logs in, finds a record, changes it and takes a step", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 3);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  await api.application("htx", organization.id, "tool_5s");

  const visitor = await enter();
  const {page} = visitor;
  await page.goto("/");
  await page.getByLabel("Tên đăng nhập").waitFor();
  await press_to(page, /Tên đăng nhập/);
  await page.keyboard.type("canbo");
  await press_to(page, /^input Mật khẩu/);
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
  await visitor.settled();

  await press_to(page, /^a Tổ chức$/);
  await page.keyboard.press("Enter");
  await shown(page, 3);
  await press_to(page, /^input Tìm trong/);
  await page.keyboard.type("mau 001");
  await shown(page, 1);
  await press_to(page, /^a Hợp tác xã Mẫu 001/);
  await page.keyboard.press("Enter");
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await press_to(page, /^a Sửa/);
  await page.keyboard.press("Enter");
  await visitor.settled();
  await press_to(page, /^input Xã, phường/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("tam thanh");
  await page.getByRole("option", {name: /Tam Thanh/}).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /Tam Thanh/.test(document.activeElement.value));
  await press_to(page, /^input Địa chỉ/);
  await page.keyboard.type("Số 1, đường Hùng Vương");
  await press_to(page, /^button Mở lịch chọn ngày: Ngày kê khai quy mô/);
  await page.keyboard.press("Enter");
  await page.getByRole("grid").waitFor();
  await visitor.look("calendar");
  await page.keyboard.press("Escape");
  await page.getByRole("grid").waitFor({state: "detached"});
  assert.match(await focused(page), /Mở lịch chọn ngày/, "the focus comes back to where the calendar was opened");
  await press_to(page, /^button Lưu/);
  await page.keyboard.press("Enter");
  await page.getByText("Số 1, đường Hùng Vương").waitFor();
  await page.getByText(/Tam Thanh/).first().waitFor();

  await press_to(page, /^a Hồ sơ đề nghị hỗ trợ$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await shown(page, 1);
  await press_to(page, /^a HS-/);
  await page.keyboard.press("Enter");
  await stage(page).getByText("Đã nộp", {exact: true}).waitFor();
  await press_to(page, /^button Yêu cầu bổ sung/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog", {name: "Yêu cầu bổ sung"});
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({state: "hidden"});
  assert.match(await focused(page), /^button Yêu cầu bổ sung/, "Escape leads back to the button");
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  for (let times = 0; times < 5; ++times) {
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Enter")]);
    await dialog.waitFor();
  }
  for (let presses = 0; presses < 12; ++presses) {
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.querySelector("dialog[open]").contains(document.activeElement)), "the focus stays in the dialog");
  }
  await press_to(page, /Lý do/);
  await page.keyboard.type("Thiếu báo cáo tài chính");
  await page.keyboard.press("Tab");
  await press_to(page, /^button Yêu cầu bổ sung/);
  await page.keyboard.press("Enter");
  await stage(page).getByText("Yêu cầu bổ sung", {exact: true}).waitFor();
});

scenario("on a phone: the menu in a drawer, lists as cards, a form in one column", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.organizations("canbo", 25);
  const visitor = await enter({viewport: phone});
  const {page} = visitor;
  await visitor.log_in("canbo");
  assert.ok(!(await page.getByRole("link", {name: "Tổ chức", exact: true}).and(page.locator("nav a")).first().isVisible()), "the menu is out of the way");
  await page.getByRole("button", {name: "Mở trình đơn"}).tap();
  const drawer = page.getByRole("dialog", {name: "Trình đơn chính"});
  await drawer.waitFor();
  await visitor.look("drawer");
  await drawer.getByRole("link", {name: "Tổ chức", exact: true}).tap();
  await drawer.waitFor({state: "hidden"});
  await page.locator(".cards li").first().waitFor();
  assert.ok(!(await page.locator("table.table").first().isVisible()), "no table on a phone");
  const small = await page.evaluate(() => [...document.querySelectorAll("main button, main a, main input, header button, header a")]
    .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== "inline")
    .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 90)]).filter(([{width, height}]) => width > 0 && (width < 24 || height < 24)).map(([, html]) => html));
  assert.deepEqual(small, [], "what is to be touched is large enough");
  await page.locator(".cards li a").first().tap();
  await page.getByRole("link", {name: "Sửa"}).tap();
  await visitor.settled();
  const left = await page.locator("main form .field").evaluateAll((fields) => [...new Set(fields.map((each) => Math.round(each.getBoundingClientRect().left)))]);
  assert.equal(left.length, 1, "one column");
  await page.getByLabel("Địa chỉ").fill("Số 5, đường Phai Vệ");
  assert.ok(await button(page, "Lưu").evaluate((each) => each.getBoundingClientRect().bottom <= innerHeight), "saving is at hand");
  await visitor.look("form_on_a_phone");
  await button(page, "Lưu").tap();
  await page.getByText("Số 5, đường Phai Vệ").waitFor();
});

scenario("when requests fail, it is said and can be tried again; nothing that was typed is lost", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  const visitor = await enter();
  const {page, context} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(list);
  await visitor.open("/");

  // The screens are there; their records cannot be had.
  visitor.allow_lost_connections();
  const api_calls = /\/api\/v1\/programme\/organizations/;
  await context.route(api_calls, (route) => route.abort("connectionfailed"));
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await page.getByRole("alert").getByText("Không kết nối được máy chủ").waitFor();
  await visitor.look("list_no_connection");
  await context.unroute(api_calls);
  await button(page, "Thử lại").click();
  await shown(page, 1);

  await visitor.open(`${list}/${organization.id}/edit`);
  await page.getByLabel("Địa chỉ").fill("Số 6, đường Nhị Thanh");
  await context.route(api_calls, (route) => route.abort("connectionreset"));
  await button(page, "Lưu").click();
  await page.locator("#errors").getByText("Kiểm tra mạng").waitFor();
  assert.equal(await page.getByLabel("Địa chỉ").inputValue(), "Số 6, đường Nhị Thanh");
  await context.unroute(api_calls);
  await button(page, "Lưu").click();
  await page.getByText("Số 6, đường Nhị Thanh").waitFor();

  // Busy: told with when to come again, and nothing is lost either.
  visitor.allow(503);
  await page.getByRole("link", {name: "Sửa"}).click();
  await visitor.settled();
  await page.getByLabel("Người đại diện").fill("Nông Văn Bảy");
  await context.route(api_calls, (route) => route.request().method() === "PATCH"
    ? route.fulfill({status: 503, headers: {"Retry-After": "7", "Content-Type": "application/problem+json"}, body: '{"title":"Bận","status":503,"code":"overloaded"}'})
    : route.continue());
  await button(page, "Lưu").click();
  await page.locator("#errors").getByText(/7 giây/).waitFor();
  assert.equal(await page.getByLabel("Người đại diện").inputValue(), "Nông Văn Bảy");
  await context.unroute(api_calls);
  await button(page, "Lưu").click();
  await page.getByText("Nông Văn Bảy").waitFor();
});

scenario("a new record whose answer was lost is made once, however often it is saved", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page, context} = visitor;
  await visitor.log_in("canbo");
  await visitor.open("/programme/holidays/new");
  await fill_in(page, page.locator("main form"), {"Ngày": "15/09/2026", "Tên": "Ngày nghỉ bù"});
  // The server does it, and its answer never arrives.
  visitor.allow_lost_connections();
  const path = /\/api\/v1\/programme\/holidays$/;
  await context.route(path, async (route) => {
    await route.fetch();
    await route.abort("connectionreset");
  }, {times: 1});
  await button(page, "Lưu").click();
  await page.locator("#errors").getByText("Kiểm tra mạng").waitFor();
  await button(page, "Lưu").click();
  await page.locator("#errors").waitFor({state: "detached"});
  await page.waitForURL(/\/holidays\/\d+$/);
  const {page: {count}} = await api.ask("canbo", "GET", "/programme/holidays?count=exact&filter%5Bday%5D=2026-09-15");
  assert.equal(count, 1);
});
