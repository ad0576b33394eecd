// Who is logged in: passwords that are too old, sessions that end in the middle of something, and a browser that several people use.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, fault_of, stage} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const organizations = "/programme/organizations";
const name_field = (page) => page.getByLabel("Tên tổ chức");
const at_home = (page, name) => page.getByRole("heading", {level: 1, name: `Xin chào, ${name}`}).waitFor();
const log_in_dialog = (page) => page.getByRole("dialog", {name: "Phiên làm việc đã hết hạn"});

/** Asks about the browser's session as it is known to the server, from outside the browser. */
async function session_of(visitor, verb = "GET", headers = {}) {
  const [{name, value}] = await visitor.context.cookies();
  return fetch(visitor.address + "/api/v1/session", {method: verb, headers: {Cookie: `${name}=${value}`, ...headers}});
}

/** The browser's session ends from elsewhere. */
async function end_session(visitor) {
  const {csrf} = await (await session_of(visitor)).json();
  assert.ok((await session_of(visitor, "DELETE", {"X-CSRF-Token": csrf})).ok);
}

/** The browser's session is now another one, and its pages were told nothing. */
async function replace_session(visitor, username) {
  const answer = await fetch(visitor.address + "/api/v1/session", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({username, password})});
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get("set-cookie"));
  await visitor.context.addCookies([{name, value, url: visitor.address}]);
}

/** The log-in form that is on the screen, whatever the address. */
async function log_in_here(page, username) {
  await page.getByLabel("Tên đăng nhập").fill(username);
  await page.getByLabel("Mật khẩu", {exact: true}).fill(password);
  await button(page, "Đăng nhập").click();
}

async function log_in_again(page) {
  await log_in_dialog(page).getByLabel("Mật khẩu", {exact: true}).fill(password);
  await button(log_in_dialog(page), "Đăng nhập").click();
}

async function two_officers(api) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.user("canbo2", "Lý Thị Hai", "dost_officer");
  return api.organizations("canbo", 1);
}

const draft_with = (words) => Object.keys(sessionStorage).some((key) => sessionStorage.getItem(key).includes(words));

const short_lived = {environment: {NSCL_ACCOUNTS_ADMINISTRATOR_PASSWORD_LIFETIME: "1d"}};
scenario("an administrator whose password is too old chooses a new one with the log-in", short_lived, async ({server, enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(403, 422);
  await server.stop();
  server.in_database(`UPDATE core_credential SET changed_at = changed_at - ${2 * 86_400_000_000}`);
  await server.start();
  await page.goto("/");
  await log_in_here(page, "admin");
  await page.getByRole("alert").getByText("Mật khẩu đã quá hạn").waitFor();
  const chosen = page.getByLabel("Mật khẩu mới", {exact: true});
  const again = page.getByLabel("Nhập lại mật khẩu mới");
  assert.ok(await chosen.evaluate((each) => each === document.activeElement), "the new password is at hand");
  await visitor.look("log_in_password_too_old");

  const next = "Mat-khau-Khac-2027!";
  await chosen.fill(next);
  await again.fill(next + "x");
  await button(page, "Đăng nhập").click();
  assert.equal(await fault_of(page, again), "Hai lần nhập không giống nhau");
  await chosen.fill(password);
  await again.fill(password);
  await button(page, "Đăng nhập").click();
  assert.notEqual(await fault_of(page, chosen), "", "the old one is none");
  await visitor.look("log_in_new_password_refused");
  await chosen.fill(next);
  await again.fill(next);
  await button(page, "Đăng nhập").click();
  await at_home(page, "Quản trị viên");
  await visitor.log_out();
  await visitor.log_in("admin", next);
});

scenario("a session that ended in a step's dialog: the step is taken with what was typed, once one has logged in again", async ({api, enter}) => {
  const [organization] = await two_officers(api);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  const made = await api.application("htx", organization.id);
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(401);
  await visitor.log_in("canbo");
  await visitor.open(`/programme/applications/${made.id}`);
  await button(page, "Yêu cầu bổ sung").click();
  const dialog = page.getByRole("alertdialog", {name: "Yêu cầu bổ sung"});
  const reason = dialog.getByLabel(/^Lý do/);
  await reason.fill("Thiếu báo cáo tài chính");
  await end_session(visitor);

  await button(dialog, "Yêu cầu bổ sung").click();
  await log_in_dialog(page).waitFor();
  await visitor.look("session_ended_in_dialog");
  await page.keyboard.press("Escape");
  await dialog.getByRole("alert").waitFor();
  assert.equal(await reason.inputValue(), "Thiếu báo cáo tài chính", "what was typed stays");

  await button(dialog, "Yêu cầu bổ sung").click();
  await log_in_again(page);
  await stage(page).getByText("Yêu cầu bổ sung", {exact: true}).waitFor();
  assert.equal((await api.ask("canbo", "GET", `/programme/applications/${made.id}`)).reason, "Thiếu báo cáo tài chính");
});

scenario("a password can be changed after the session ended", async ({enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(401);
  await visitor.log_in("admin");
  await visitor.open("/profile");
  await end_session(visitor);
  await page.getByLabel("Mật khẩu hiện tại").fill(password);
  for (const field of ["Mật khẩu mới", "Nhập lại mật khẩu mới"]) await page.getByLabel(field, {exact: true}).fill("Mat-khau-Khac-2027!");
  await button(page, "Đổi mật khẩu").click();
  await log_in_again(page);
  await page.getByText("Đã đổi mật khẩu").first().waitFor();
});

scenario("what somebody typed is kept for them, and not shown to who logs in next", async ({api, enter}) => {
  await two_officers(api);
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(401);
  page.on("dialog", (dialog) => dialog.accept());
  await visitor.log_in("canbo");
  await visitor.open(organizations + "/new");
  await name_field(page).fill("Hợp tác xã Dở Dang");
  await page.waitForFunction(draft_with, "Dở Dang");
  await end_session(visitor);
  await page.reload();
  await log_in_here(page, "canbo");
  await page.getByText("Đã khôi phục nội dung đang nhập dở.").waitFor();
  assert.equal(await name_field(page).inputValue(), "Hợp tác xã Dở Dang");

  await end_session(visitor);
  await page.reload();
  await log_in_here(page, "canbo2");
  await name_field(page).waitFor();
  assert.equal(await name_field(page).inputValue(), "");
  assert.equal(await page.getByText("Đã khôi phục").count(), 0);
  assert.equal(await page.evaluate(draft_with, "Dở Dang"), false, "nothing of it is left");
});

scenario("a page of somebody whose session another replaced writes nothing in the other's name", async ({api, enter}) => {
  const [organization] = await two_officers(api);
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(403);
  await visitor.log_in("canbo");
  await visitor.open(`${organizations}/${organization.id}/edit`);
  await page.getByLabel("Địa chỉ").fill("Số 8, đường Trần Hưng Đạo");
  await page.waitForFunction(draft_with, "Trần Hưng Đạo");
  await replace_session(visitor, "canbo2");
  await button(page, "Lưu").click();
  await at_home(page, "Lý Thị Hai");
  assert.equal((await api.ask("canbo", "GET", `${organizations}/${organization.id}`)).address ?? null, null);
  assert.equal(await page.evaluate(draft_with, "Trần Hưng Đạo"), false);
});

scenario("a page shows nothing any more when its user logs out in another tab, and starts anew when somebody else logs in there", async ({api, enter}) => {
  await two_officers(api);
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(organizations + "/new");
  await name_field(page).fill("Hợp tác xã Dở Dang");
  const tab = await visitor.context.newPage();
  await tab.goto("/");
  await button(tab.getByRole("banner"), "Đăng xuất").click();
  await button(page, "Đăng nhập").waitFor();
  await log_in_here(tab, "canbo2");
  await at_home(tab, "Lý Thị Hai");
  await at_home(page, "Lý Thị Hai");
});

scenario("a log-out that fails says so; one with a token of before succeeds, and the session is over", async ({api, enter}) => {
  await two_officers(api);
  const visitor = await enter();
  const {page, context} = visitor;
  visitor.allow(403);
  await visitor.log_in("canbo");
  visitor.allow_lost_connections();
  const session = /\/api\/v1\/session$/;
  await context.route(session, (route) => route.abort("connectionfailed"));
  await button(page.getByRole("banner"), "Đăng xuất").click();
  await page.getByText("Chưa đăng xuất được").waitFor();
  await at_home(page, "Trần Văn Cán Bộ");
  await visitor.look("log_out_failed");
  await context.unroute(session);
  visitor.allow_lost_connections(false);

  await replace_session(visitor, "canbo");
  const [{name, value}] = await context.cookies();
  await button(page.getByRole("banner"), "Đăng xuất").click();
  await page.getByLabel("Tên đăng nhập").waitFor();
  const {user} = await (await fetch(visitor.address + "/api/v1/session", {headers: {Cookie: `${name}=${value}`}})).json();
  assert.equal(user, null);
});

scenario("who logs out with unsaved text is asked first, and leaves nothing behind", async ({api, enter}) => {
  await two_officers(api);
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(organizations + "/new");
  await name_field(page).fill("Hợp tác xã Dở Dang");
  await page.waitForFunction(draft_with, "Dở Dang");
  page.once("dialog", (dialog) => dialog.dismiss());
  await button(page.getByRole("banner"), "Đăng xuất").click();
  assert.equal(await name_field(page).inputValue(), "Hợp tác xã Dở Dang");
  assert.equal((await (await session_of(visitor)).json()).user?.username, "canbo", "and is still logged in");
  page.once("dialog", (dialog) => dialog.accept());
  await visitor.log_out();
  await page.waitForURL("/");
  assert.equal(await page.evaluate(draft_with, "Dở Dang"), false);
});

scenario("whoever switches the language after the session has ended is asked for the password, and finds the form as it was", async ({api, enter}) => {
  await two_officers(api);
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(`${organizations}/new`);
  await name_field(page).fill("Hợp tác xã Dở Dang");
  await end_session(visitor);
  await button(page, "English").click();
  await log_in_dialog(page).waitFor();
  await log_in_again(page);
  await page.getByRole("button", {name: "Tiếng Việt"}).waitFor();
  assert.equal(await page.getByLabel(/^Name/).first().inputValue(), "Hợp tác xã Dở Dang");
  assert.equal(await page.getByText("What you had typed was restored.").count(), 0, "it was never away");
});
