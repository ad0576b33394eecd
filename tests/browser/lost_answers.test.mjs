// Answers that come late, get lost or are overtaken: nothing is done twice, nothing is told as another's doing, and no other screen is touched.

import assert from "node:assert/strict";
import {button, fill_in, hold, rows, shown, stage} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const organizations = "/programme/organizations";
const applications = "/programme/applications";

/** An officer at the screen, and submitted applications of one organization. */
async function officer(api, enter, codes = []) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  const made = [];
  for (const each of codes) made.push(await api.application("htx", organization.id, each));
  const visitor = await enter();
  await visitor.log_in("canbo");
  return {visitor, page: visitor.page, organization, made};
}

/** The server does the next request of this kind, and its answer never arrives. */
async function lose_answer(visitor, verb, path) {
  visitor.allow_lost_connections();
  let lost = false;
  await visitor.page.route(path, async (route) => {
    if (lost || route.request().method() !== verb) return route.fallback();
    lost = true;
    await route.fetch();
    await route.abort("connectionreset");
  });
}

function sent(page, verb) {
  const paths = [];
  page.on("request", (request) => request.method() === verb && paths.push(new URL(request.url()).pathname));
  return paths;
}

const not_saved = (page) => page.locator("#errors").getByText("Kiểm tra mạng");

scenario("a step whose answer was lost is taken once, and nobody else is said to have changed the record", async ({api, enter}) => {
  const {visitor, page, made: [made]} = await officer(api, enter, ["tool_5s"]);
  await visitor.open(`${applications}/${made.id}`);
  await lose_answer(visitor, "POST", /\/transitions\//);
  await button(page, "Yêu cầu bổ sung").click();
  const dialog = page.getByRole("alertdialog", {name: "Yêu cầu bổ sung"});
  await dialog.getByLabel(/^Lý do/).fill("Thiếu báo cáo tài chính");
  await button(dialog, "Yêu cầu bổ sung").click();
  await dialog.getByRole("alert").getByText("Kiểm tra mạng").waitFor();
  await visitor.look("step_answer_lost");
  await button(dialog, "Yêu cầu bổ sung").click();
  await stage(page).getByText("Yêu cầu bổ sung", {exact: true}).waitFor();
  await page.getByText("Đã thực hiện: Yêu cầu bổ sung").waitFor();
  const {data} = await api.ask("canbo", "GET", `${applications}/${made.id}/history`);
  assert.equal(data.filter((each) => each.transition === "request_supplement").length, 1);
});

scenario("a step of many whose answer was lost is not known to be taken, and tried again without harm", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter, ["tool_5s", "tool_kaizen"]);
  await visitor.open(applications);
  await shown(page, 2);
  await page.getByLabel("Chọn tất cả trên trang này").and(page.locator("thead input")).check();
  await lose_answer(visitor, "POST", /\/transitions\//);
  // The line stays down for the list as well.
  const list = /\/api\/v1\/programme\/applications\?/;
  await page.route(list, (route) => route.abort("connectionreset"));
  const bar = page.getByRole("region", {name: /^Đã chọn/});
  await button(bar, "Tiếp nhận").click();
  const dialog = page.getByRole("alertdialog", {name: "Tiếp nhận"});
  await button(dialog, "Tiếp nhận (2)").click();
  await dialog.getByText("Chưa rõ kết quả").waitFor();
  await visitor.look("many_answer_lost");
  await button(dialog, "Đóng").click();
  await button(bar, "Tiếp nhận").click();
  await page.unroute(list);
  await button(dialog, "Tiếp nhận (2)").click();
  await dialog.getByText("Đã thực hiện xong 2 bản ghi.").waitFor();
  for (const each of made) assert.equal((await api.ask("canbo", "GET", `${applications}/${each.id}`)).state, "received");
});

scenario("a change whose answer was lost is saved, and not a conflict", async ({api, enter}) => {
  const {visitor, page, organization} = await officer(api, enter);
  visitor.allow(412);
  await visitor.open(`${organizations}/${organization.id}/edit`);
  await page.getByLabel("Địa chỉ").fill("Số 9, đường Bắc Sơn");
  await lose_answer(visitor, "PATCH", /\/api\/v1\/programme\/organizations\/\d+$/);
  await button(page, "Lưu").click();
  await not_saved(page).waitFor();
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.getByText("Số 9, đường Bắc Sơn").waitFor();
});

scenario("a new record whose answer was lost is made once, even when the page was loaded anew", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter);
  page.on("dialog", (dialog) => dialog.accept());
  await visitor.open("/programme/holidays/new");
  await fill_in(page, page.locator("main form"), {"Ngày": "15/09/2026", "Tên": "Ngày nghỉ bù"});
  await lose_answer(visitor, "POST", /\/api\/v1\/programme\/holidays$/);
  await button(page, "Lưu").click();
  await not_saved(page).waitFor();
  await page.reload();
  await page.getByText("Đã khôi phục nội dung đang nhập dở.").waitFor();
  await button(page, "Lưu").click();
  await page.waitForURL(/\/holidays\/\d+$/);
  const {page: {count}} = await api.ask("canbo", "GET", "/programme/holidays?count=exact&filter%5Bday%5D=2026-09-15");
  assert.equal(count, 1);
});

scenario("while it is being saved, a form says so and sends nothing twice; an answer that comes late leaves the next screen alone", async ({api, enter}) => {
  const {visitor, page, organization} = await officer(api, enter);
  await visitor.open(organizations);
  await shown(page, 1);
  await visitor.open(`${organizations}/${organization.id}/edit`);
  const patches = sent(page, "PATCH");
  const held = await hold(page, /\/organizations\/\d+$/, {only: "PATCH"});
  await page.getByLabel("Địa chỉ").fill("Số 10, đường Lê Lợi");
  await page.keyboard.press("Enter");
  await held.held;
  const saving = button(page, "Đang lưu…");
  await saving.waitFor();
  assert.ok(await saving.isDisabled());
  await page.keyboard.press("Enter");
  await visitor.look("form_saving");

  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await page.getByRole("link", {name: "Thêm mới"}).first().click();
  const name = page.getByLabel("Tên tổ chức");
  await name.fill("Hợp tác xã Dở Dang");
  held.release();
  await page.getByRole("status").getByText("Đã lưu").waitFor();
  assert.deepEqual(patches, [`/api/v1${organizations}/${organization.id}`]);
  assert.equal(new URL(page.url()).pathname, `${organizations}/new`);
  assert.equal(await name.inputValue(), "Hợp tác xã Dở Dang");
  const asked = page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  await Promise.all([asked, page.getByRole("navigation").getByRole("link", {name: "Trang chủ"}).click()]);
  assert.equal(new URL(page.url()).pathname, `${organizations}/new`, "its question on leaving is still asked");
});

scenario("who leaves a list while a step of many is under way changes nothing else by it", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter, ["tool_5s", "tool_kaizen"]);
  const posts = sent(page, "POST");
  await visitor.open(organizations);
  await page.getByRole("navigation").getByRole("link", {name: "Hồ sơ đề nghị hỗ trợ", exact: true}).click();
  await shown(page, 2);
  await page.getByLabel("Chọn tất cả trên trang này").and(page.locator("thead input")).check();
  const held = await hold(page, /\/applications\/\d+$/, {only: "GET"});
  await button(page.getByRole("region", {name: /^Đã chọn/}), "Tiếp nhận").click();
  await button(page.getByRole("alertdialog", {name: "Tiếp nhận"}), "Tiếp nhận (2)").click();
  await held.held;
  await page.goBack();
  await shown(page, 1);
  held.release();
  await page.getByText("Tiếp nhận: Đã thực hiện 0 bản ghi; 2 bản ghi chưa thực hiện được.").waitFor();
  assert.deepEqual(posts, []);
  for (const each of made) assert.equal((await api.ask("canbo", "GET", `${applications}/${each.id}`)).state, "submitted");
});

scenario("Escape stops a step of many, and what became of each stays to be seen", async ({api, enter}) => {
  const {visitor, page, made: [first, second]} = await officer(api, enter, ["tool_5s", "tool_kaizen"]);
  await visitor.open(applications);
  await shown(page, 2);
  await page.getByLabel("Chọn tất cả trên trang này").and(page.locator("thead input")).check();
  const held = await hold(page, /\/transitions\//, {only: "POST"});
  await button(page.getByRole("region", {name: /^Đã chọn/}), "Tiếp nhận").click();
  const dialog = page.getByRole("alertdialog", {name: "Tiếp nhận"});
  await button(dialog, "Tiếp nhận (2)").click();
  await held.held;
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape"); // At the second one a browser closes a dialog without asking.
  assert.ok(await button(dialog, "Dừng").isDisabled());
  held.release();
  await dialog.getByText("Đã thực hiện 1 bản ghi; 1 bản ghi chưa thực hiện được.").waitFor();
  await visitor.look("many_stopped");
  const states = await Promise.all([first, second].map(async (each) => (await api.ask("canbo", "GET", `${applications}/${each.id}`)).state));
  assert.deepEqual(states.sort(), ["received", "submitted"]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({state: "hidden"});
});

scenario("somebody else changes a record below an open step: it is shown anew, and the step begins again with what was typed", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  for (const [username, name] of [["htx", "Hoàng Thị Na"], ["htx2", "Lý Thị Hai"]]) await api.user(username, name, "organization_user", {organization: [organization.id]});
  const draft = await api.draft("htx", organization.id);
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(412);
  await visitor.log_in("htx");
  await visitor.open(`${applications}/${draft.id}`);
  const dialog = page.getByRole("alertdialog", {name: "Nộp hồ sơ"});
  const description = dialog.getByLabel(/^Thuyết minh/);
  await button(page, "Nộp hồ sơ").click();
  await description.fill("Áp dụng 5S tại xưởng sấy");
  await api.ask("htx2", "PATCH", `${applications}/${draft.id}`, {description: "Áp dụng 5S tại kho lạnh", requested_vnd: 30_000_000});
  await button(dialog, "Nộp hồ sơ").click();
  await page.getByText("Chưa thực hiện “Nộp hồ sơ”").waitFor();
  await dialog.waitFor({state: "hidden"});
  await page.locator("main").getByText("Áp dụng 5S tại kho lạnh").waitFor();
  await button(page, "Nộp hồ sơ").click();
  assert.equal(await description.inputValue(), "Áp dụng 5S tại xưởng sấy", "what was typed");
  assert.equal(await dialog.getByLabel(/^Số tiền đề nghị/).inputValue(), "30.000.000", "what only the other changed");
  await dialog.getByText("Người khác vừa sửa thành: Áp dụng 5S tại kho lạnh").waitFor();
  await visitor.look("step_after_change");

  // Now the step is not there any more.
  await api.ask("htx2", "POST", `${applications}/${draft.id}/transitions/submit`, {});
  await button(dialog, "Nộp hồ sơ").click();
  await stage(page).getByText("Đã nộp", {exact: true}).waitFor();
  await page.getByText("Chưa thực hiện “Nộp hồ sơ”").nth(1).waitFor();
  await dialog.waitFor({state: "hidden"});
  assert.equal((await api.ask("htx", "GET", `${applications}/${draft.id}`)).description, "Áp dụng 5S tại kho lạnh");
});

scenario("a form with unsaved text is left on purpose only, by a link or by the browser's way back", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter);
  await visitor.open(organizations);
  await shown(page, 1);
  const name = page.getByLabel("Tên tổ chức");
  const begin = async () => {
    await page.getByRole("link", {name: "Thêm mới"}).first().click();
    await name.fill("Hợp tác xã Dở Dang");
    await page.waitForFunction(() => Object.values(sessionStorage).some((each) => each.includes("Dở Dang")));
  };
  const home = () => page.getByRole("navigation").getByRole("link", {name: "Trang chủ"}).click();
  const back = () => page.evaluate(() => history.back());
  const asked = async (leave, answer) => {
    const told = page.waitForEvent("dialog").then(async (dialog) => {
      assert.match(dialog.message(), /chưa được lưu/);
      await dialog[answer]();
    });
    await Promise.all([told, leave()]);
  };
  for (const [leave, there] of [[home, "/"], [back, organizations]]) {
    await visitor.open(organizations);
    await begin();
    await asked(leave, "dismiss");
    await page.waitForURL(organizations + "/new");
    assert.equal(await name.inputValue(), "Hợp tác xã Dở Dang");
    await asked(leave, "accept");
    await page.waitForURL(there);
    assert.equal(await page.evaluate(() => Object.values(sessionStorage).some((each) => each.includes("Dở Dang"))), false);
  }
});

scenario("a record that was changed stands once in the way back, and its list is as it was left", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter);
  await visitor.open(`${organizations}?q=mau`);
  await shown(page, 1);
  await page.getByRole("link", {name: "Hợp tác xã Mẫu 001"}).first().click();
  await page.getByRole("link", {name: "Sửa"}).click();
  await page.getByLabel("Địa chỉ").fill("Số 11, đường Phai Vệ");
  await button(page, "Lưu").click();
  await page.getByText("Số 11, đường Phai Vệ").waitFor();
  await page.goBack();
  await shown(page, 1);
  assert.equal(new URL(page.url()).search, "?q=mau");
});

scenario("a read that a busy server refuses is asked again by itself", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter);
  visitor.allow(503);
  let asked = 0;
  await page.route(/\/api\/v1\/programme\/organizations\?/, (route) => ++asked === 1
    ? route.fulfill({status: 503, headers: {"Retry-After": "1", "Content-Type": "application/problem+json"}, body: '{"title":"Bận","status":503,"code":"overloaded"}'})
    : route.continue());
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await shown(page, 1);
});

scenario("a part of the console that does not come can be asked for again; words that do not come are Vietnamese", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  const loads = [];
  page.on("request", (request) => request.isNavigationRequest() && loads.push(request.url()));
  visitor.allow_lost_connections();
  const file = /\/assets\/Profile-.*\.js$/;
  const heading = page.getByRole("heading", {level: 1, name: "Tài khoản của tôi"});
  await page.route(file, (route) => route.abort("connectionreset"));
  await page.getByRole("link", {name: /^Tài khoản của tôi/}).click();
  await page.getByRole("alert").getByText("Không kết nối được máy chủ").waitFor();
  await visitor.look("screen_without_file");
  await page.unroute(file);
  await button(page, "Thử lại").click();
  await heading.waitFor();
  assert.deepEqual(loads, [], "a line that drops loads no page anew");

  await page.evaluate(() => localStorage.setItem("language", "en"));
  await page.route(/\/assets\/en-.*\.js$/, (route) => route.abort("connectionreset"));
  await page.reload();
  await heading.waitFor();
  await button(page, "English").click();
  await page.getByText("Không kết nối được máy chủ").waitFor();
  await heading.waitFor();
});

scenario("after an update, which took the files of before away, the page is loaded anew once by itself, and by whoever asks", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(404);
  await visitor.log_in("admin");
  let looked = 0;
  await page.route(/\/assets\/.*\.js$/, (route) => {
    const gone = route.request().method() === "HEAD" || /Profile-/.test(route.request().url());
    looked += route.request().method() === "HEAD";
    return gone ? route.fulfill({status: 404}) : route.continue();
  });
  const loaded = page.waitForEvent("load");
  await page.getByRole("link", {name: /^Tài khoản của tôi/}).click();
  await loaded;
  const again = page.waitForEvent("load");
  await button(page, "Thử lại").click();
  await again;
  await page.getByRole("alert").waitFor();
  await page.unroute(/\/assets\/.*\.js$/);
  await button(page, "Thử lại").click();
  await page.getByRole("heading", {level: 1, name: "Tài khoản của tôi"}).waitFor();
  assert.equal(looked, 1);
});

scenario("a secret that is shown once is not lost by Escape", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  const {data: [user]} = await api.ask("admin", "GET", "/core/users?filter%5Busername%5D=canbo");
  await visitor.open(`/core/users/${user.id}`);
  await button(page, "Đặt lại mật khẩu").click();
  const dialog = page.getByRole("alertdialog", {name: "Đặt lại mật khẩu"});
  await button(dialog, "Đặt lại mật khẩu").click();
  const link = dialog.getByLabel("Liên kết dùng một lần");
  await link.waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.match(await link.inputValue(), /\/setup\//);
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", {value: undefined});
    document.execCommand = () => false;
  });
  await button(dialog, "Sao chép").click();
  await dialog.getByText("Chưa sao chép được").waitFor();
  await visitor.look("not_copied");
  await button(dialog, "Đóng").click();
  await dialog.waitFor({state: "hidden"});
});

scenario("on a line that is slow, what is awaited is said, and nothing is sent twice", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter);
  const line = await visitor.context.newCDPSession(page);
  const slow = (latency) => line.send("Network.emulateNetworkConditions", {offline: false, latency, downloadThroughput: 8_000, uploadThroughput: 8_000});
  await slow(2_000);
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await page.getByText("Đang tải…").first().waitFor();
  await shown(page, 1);
  await rows(page).first().getByRole("link").click();
  await page.getByRole("link", {name: "Sửa"}).click();
  await page.getByLabel("Địa chỉ").fill("Số 1, đường Hùng Vương");
  let sent = 0;
  page.on("request", (request) => (sent += request.method() === "PATCH"));
  await button(page, "Lưu").dblclick();
  await page.getByText("Số 1, đường Hùng Vương").waitFor();
  assert.equal(sent, 1);
  await slow(0);
});
