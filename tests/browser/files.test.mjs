// Files: attached to records, and imported as lists.

import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {password} from "./support/api.mjs";
import {button, has_focus, hold, officer, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const list = "/programme/organizations";

/** A page that says "Hồ sơ", as small as a PDF can be. */
const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 42>>stream
BT /F 24 Tf 40 40 Td (Ho so de nghi) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`);

/** A draft of an application, whose form takes a file. */
async function draft_of(api, organization) {
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  return api.draft("htx", organization.id);
}

/** The schema as `change` leaves it. */
async function with_schema(context, change) {
  await context.route(/\/api\/v1\/schema$/, async (route) => {
    const answer = await route.fetch();
    const schema = await answer.json();
    change(schema);
    await route.fulfill({response: answer, json: schema});
  });
}

scenario("a file is attached, seen, taken home, replaced and removed", async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  const draft = await draft_of(api, organization);
  const visitor = await enter();
  const {page, context} = visitor;
  await with_schema(context, (schema) => (schema.system = {...schema.system, upload: {max_bytes: 1_000_000, extensions: ["pdf", "png"]}}));
  const file = (name, content) => {
    writeFileSync(join(server.place, name), content);
    return join(server.place, name);
  };
  await visitor.log_in("htx");
  await visitor.open(`/programme/applications/${draft.id}/edit`);
  const input = page.locator('input[type="file"]');
  const save = button(page, "Lưu");
  const saved = () => page.getByRole("link", {name: "Sửa"}).waitFor();

  // Refused before anything is sent.
  let sent = 0;
  page.on("request", (request) => (sent += /actions\/attachments/.test(request.url())));
  assert.equal(await input.getAttribute("accept"), ".pdf,.png");
  await input.setInputFiles(file("to.pdf", Buffer.alloc(1_000_001, "a")));
  await page.getByRole("alert").getByText("Tệp lớn hơn 1 MB").waitFor();
  await page.locator(".drop").evaluate((each) => each.scrollIntoView({block: "center"}));
  await visitor.look("file_refused");
  assert.equal(sent, 0);

  // On a slow line the bar moves before the file is there.
  const line = await context.newCDPSession(page);
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", {offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000});
  await input.setInputFiles(file("lớn.pdf", Buffer.concat([pdf, Buffer.alloc(900_000, "a")])));
  await page.waitForFunction(() => {
    const bar = document.querySelector(".drop progress, main progress");
    return bar && bar.value > 0 && bar.value < 1;
  });
  await page.locator(".drop").getByText("lớn.pdf").waitFor();
  await line.send("Network.emulateNetworkConditions", {offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1});
  await button(page, "Gỡ tệp").click();

  const sending = await hold(context, /actions\/attachments/, {times: 1});
  await input.setInputFiles(file("đề nghị.pdf", pdf));
  await sending.held;
  await page.getByRole("progressbar", {name: /^Đang tải lên/}).waitFor();
  assert.ok(await save.isDisabled(), "a form waits for its file");
  await visitor.look("file_on_its_way");
  sending.release();
  await page.locator(".drop").getByText("đề nghị.pdf").waitFor();
  await save.click();
  await saved();
  const [tab] = await Promise.all([page.waitForEvent("popup"), page.getByRole("button", {name: "Xem trước: đề nghị.pdf"}).click()]);
  await tab.waitForFunction(() => document.contentType === "application/pdf");
  await tab.close();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", {name: "Tải xuống: đề nghị.pdf"}).click()]);
  assert.equal(download.suggestedFilename(), "đề nghị.pdf");
  assert.ok(readFileSync(await download.path()).equals(pdf), "the same bytes");

  // The token of a page of before is renewed, as for all else.
  visitor.allow(403);
  await page.getByRole("link", {name: "Sửa"}).click();
  await visitor.settled();
  await context.route(/actions\/attachments/, (route) => route.fallback({headers: {...route.request().headers(), "x-csrf-token": "of-before"}}), {times: 1});
  await input.setInputFiles(file("ảnh.png", await page.screenshot()));
  await page.locator(".drop").getByText("ảnh.png").waitFor();
  await save.click();
  await saved();
  await page.getByRole("button", {name: "Xem trước: ảnh.png"}).click();
  const image = page.getByRole("dialog", {name: "ảnh.png"}).getByRole("img");
  await image.waitFor();
  await page.waitForFunction((shown) => shown.naturalWidth > 0, await image.elementHandle());
  await visitor.look("image_preview");
  await button(page.getByRole("dialog"), "Đóng").click();

  await page.getByRole("link", {name: "Sửa"}).click();
  await visitor.settled();
  await button(page, "Gỡ tệp").click();
  await page.locator(".drop").getByText("Chưa có tệp").waitFor();
  assert.ok(await has_focus(input), "another can be chosen");
  await save.click();
  await saved();
  assert.equal((await api.ask("htx", "GET", `/programme/applications/${draft.id}`)).dossier, null);
});

scenario("a form waits for all of its files, and a log-in that ended loses none", async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  const draft = await draft_of(api, organization);
  const visitor = await enter();
  const {page, context} = visitor;
  await with_schema(context, ({entities}) => {
    const fields = entities["programme.application"]?.fields;
    fields?.push({...fields.find((each) => each.name === "dossier"), name: "second", label: "Tệp thứ hai"});
  });
  writeFileSync(join(server.place, "a.pdf"), pdf);
  await visitor.log_in("htx");
  await visitor.open(`/programme/applications/${draft.id}/edit`);
  const inputs = page.locator('input[type="file"]');
  const save = button(page, "Lưu");
  const names = page.locator(".drop .name");

  const [later, sooner] = [await hold(context, /actions\/attachments/, {times: 1}), await hold(context, /actions\/attachments/, {times: 1})];
  for (const [index, each] of [sooner, later].entries()) {
    await inputs.nth(index).setInputFiles(join(server.place, "a.pdf"));
    await each.held;
  }
  sooner.release();
  await names.first().waitFor();
  assert.equal(await page.getByRole("progressbar").count(), 1);
  assert.ok(await save.isDisabled(), "the other file is on its way");
  later.release();
  await names.nth(1).waitFor();
  await page.waitForFunction((each) => !each.disabled, await save.elementHandle());

  visitor.allow(401);
  await context.clearCookies();
  await button(page, "Gỡ tệp").first().click();
  await inputs.first().setInputFiles(join(server.place, "a.pdf"));
  const dialog = page.getByRole("dialog", {name: "Phiên làm việc đã hết hạn"});
  await dialog.getByLabel("Mật khẩu", {exact: true}).fill(password);
  await button(dialog, "Đăng nhập").click();
  await names.nth(1).waitFor();
});

scenario("an import is watched through a lost connection, is found again, and says what it did not take", async ({server, api, enter}) => {
  const {visitor, page} = await officer(api, enter, 0);
  const {context} = visitor;
  const at = join(server.place, "rows.csv");
  await visitor.open(`${list}/import`);
  const [template] = await Promise.all([page.waitForEvent("download"), button(page, "Tải tệp mẫu").click()]);
  assert.equal(template.suggestedFilename(), "Mẫu nhập Tổ chức.csv");
  assert.match(readFileSync(await template.path(), "utf8"), /^\ufeffTên tổ chức,Mã số thuế,Loại hình,"Xã, phường",/);
  await page.getByText("Các cột trong tệp").click();
  await page.getByText("Loại hình *: một trong: Doanh nghiệp; Chi nhánh").waitFor();
  await page.getByText("Xã, phường *: mã hoặc tên trong danh sách “Xã, phường”").waitFor();
  await visitor.look("import_columns");

  // As a spreadsheet writes it where the comma is the decimal sign.
  writeFileSync(at, ["name;tax_code;type;commune", "Hợp tác xã Na Chi Lăng;4901234561;cooperative;05977", "Công ty Sai Mã;4901234580;enterprise;05977"].join("\r\n"));
  await page.locator('input[type="file"]').setInputFiles(at);
  await page.getByLabel(/^Nhập các dòng đúng/).check();
  visitor.allow_lost_connections();
  await context.route(/\/core\/jobs\/\d+$/, (route) => route.abort("connectionreset"), {times: 1});
  const looked = await hold(context, /\/core\/jobs\/\d+$/, {times: 1});
  await button(page, "Bắt đầu nhập").click();
  await looked.held;
  assert.ok(await button(page, "Bắt đầu nhập").isDisabled(), "it is not begun twice");
  looked.release();
  await page.getByText("Đã nhập 1 bản ghi").waitFor();
  visitor.allow_lost_connections(false);
  await page.getByRole("row", {name: /^3 Mã số thuế 4901234580/}).waitFor();
  await visitor.look("import_partly");
  const [errors] = await Promise.all([page.waitForEvent("download"), button(page, "Tải danh sách lỗi").click()]);
  const [head, row] = readFileSync(await errors.path(), "utf8").replace("\ufeff", "").trim().split("\r\n");
  assert.equal(head, "Dòng,Cột,Giá trị,Lỗi");
  assert.match(row, /^3,Mã số thuế,4901234580,\S/);

  const address = page.url();
  assert.match(address, /\?job=\d+$/);
  await visitor.open(list);
  await shown(page, 1);
  await page.goto(address);
  await page.getByText("Đã nhập 1 bản ghi").waitFor();
  await page.getByRole("columnheader", {name: "Lỗi"}).waitFor();
  assert.equal(await page.getByRole("columnheader", {name: "Giá trị"}).count(), 0, "the file is not at hand any more");
});

scenario("an import under way tells how far it is", async ({server, api, enter}) => {
  const {visitor, page} = await officer(api, enter, 0);
  await visitor.open(`${list}/import`);
  writeFileSync(join(server.place, "rows.csv"), "name,tax_code,type,commune\nHợp tác xã Na,4901234561,cooperative,05977\n");
  await page.locator('input[type="file"]').setInputFiles(join(server.place, "rows.csv"));
  const jobs = /\/core\/jobs\/\d+$/;
  const second_look = await hold(visitor.context, jobs, {times: 1});
  await visitor.context.route(jobs, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({response: answer, json: {...(await answer.json()), state: "running", total: 4000, progress: 1000, result: null}});
  }, {times: 1});
  await button(page, "Bắt đầu nhập").click();
  await page.getByText("Đang nhập: 1.000 / 4.000 dòng").waitFor();
  assert.equal(await page.getByRole("progressbar").getAttribute("value"), "1000");
  await second_look.held;
  await visitor.look("import_running");
  second_look.release();
  await page.getByText("Đã nhập 1 bản ghi").waitFor();
});
