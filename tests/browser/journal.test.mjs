// Who reads the journal finds what one person did and what became of one record; what is known without a log-in is known before it.

import assert from "node:assert/strict";
import {button, pick, rows} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

scenario("entries are found by person and by record, and an address that is none does no harm", async ({server, api, enter}) => {
  const id = await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.organizations("canbo", 2);
  const guess = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({username: "canbo", password: "Sai-mat-khau-1"})};
  assert.equal((await fetch(`${server.address}/api/v1/session`, guess)).status, 401);

  const administrator = await enter();
  const {page} = administrator;
  await administrator.log_in("admin");
  await administrator.open(`/core/users/${id}?tab=history`);
  await page.getByRole("link", {name: "Nhật ký của bản ghi này"}).click();
  const filter = page.getByRole("button", {name: "Bản ghi: Trần Văn Cán Bộ"});
  await filter.waitFor();
  await rows(page).first().waitFor();
  await administrator.settled();
  for (const each of await rows(page).allInnerTexts()) assert.match(each, /Người dùng\s+Trần Văn Cán Bộ/);
  await administrator.look("journal_of_record");
  await filter.click();
  await page.waitForURL((url) => !url.searchParams.has("filter[record]"));
  await page.getByLabel("Đối tượng").selectOption({label: "Tất cả"});
  await page.waitForURL((url) => url.search === "");
  await pick(page, page.getByLabel("Người thực hiện"), "cán bộ", "Trần Văn Cán Bộ");
  await page.waitForURL((url) => url.searchParams.get("filter[user]") === String(id));
  await rows(page).filter({hasText: "Lý do: sai mật khẩu"}).waitFor();
  await rows(page).filter({hasText: "admin"}).first().waitFor({state: "detached"}); // the list of before stays until the new one is there
  await administrator.look("journal_of_user");

  administrator.allow(400);
  await administrator.open("/system/journal?filter[at][ge]=hom-nay");
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", {name: "Thời điểm: hom-nay"}).click();
  await rows(page).first().waitFor();
});

scenario("visitors are led to what is public, and an auditor to the journal of people whom he may not list", async ({api, enter}) => {
  await api.user("kiemtra", "Lê Thị Kiểm Tra", "auditor");
  const visitor = await enter();
  const {page} = visitor;
  await page.goto("/");
  await page.getByRole("link", {name: "Tiếp nhận hồ sơ đề nghị hỗ trợ"}).click();
  await page.getByRole("heading", {level: 1, name: "Tiếp nhận hồ sơ đề nghị hỗ trợ"}).waitFor();
  await page.goBack();
  await button(page, "Đăng nhập").waitFor();
  await visitor.look("log_in");
  await visitor.log_in("kiemtra");
  await visitor.open("/system/journal");
  await rows(page).first().waitFor();
  assert.equal(await page.getByLabel("Người thực hiện").count(), 0, "whoever may not read users finds none");
});

scenario("entries are narrowed down by days, the last one whole; a day that there is not is refused, and a seal that was broken is said to be", async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  await visitor.open("/system/journal");
  await rows(page).first().waitFor();
  const today = new Intl.DateTimeFormat("en-GB", {timeZone: "Asia/Ho_Chi_Minh"}).format(new Date());
  const from = page.getByLabel("Từ", {exact: true});
  const until = page.getByLabel("Đến", {exact: true});
  const type = async (field, words) => {
    await field.fill(words);
    await field.press("Tab");
  };
  await type(until, today);
  await page.waitForURL((url) => url.searchParams.has("filter[at][lt]"));
  await rows(page).first().waitFor();
  assert.equal(await until.inputValue(), today);
  await type(from, "31/11/2025");
  await page.getByText("Phải là ngày có thật").waitFor();
  assert.equal(await from.getAttribute("aria-invalid"), "true");
  await type(from, "01/01/2199");
  await page.getByText("Không có bản ghi nào khớp").waitFor();
  assert.equal(await from.getAttribute("aria-invalid"), null);

  await server.stop();
  server.in_database("UPDATE core_journal SET origin = '203.0.113.9' WHERE seal_number = 1");
  await server.start();
  await visitor.open("/system/journal");
  await button(page, "Kiểm tra niêm phong").click();
  await page.getByText(/^Phát hiện 1 chỗ sai lệch/).waitFor();
  await visitor.look("journal_broken");
});
