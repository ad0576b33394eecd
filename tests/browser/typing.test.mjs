// What is typed and chosen: days, pickers, filters, searches, scopes.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, column, fault_of, fill_in, has_focus, hold, officer, pick, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const list = "/programme/organizations";

/** Waits until the day of the calendar that has the focus is this one. */
const on_day = (page, iso) => page.waitForFunction((wanted) => document.activeElement.getAttribute("data-value") === wanted, iso);
scenario("a day is chosen in the calendar by the keyboard", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter);
  await visitor.open(`${list}/${made[0].id}/edit`);
  const field = page.getByLabel("Ngày kê khai quy mô", {exact: true});
  const opener = page.getByRole("button", {name: "Mở lịch chọn ngày: Ngày kê khai quy mô"});
  await field.fill("18/06/2026");
  await page.keyboard.press("Tab");
  assert.ok(await has_focus(opener));
  await page.keyboard.press("Enter");
  await on_day(page, "2026-06-18");
  for (const [key, day] of [["Home", "2026-06-15"], ["End", "2026-06-21"], ["PageDown", "2026-07-21"], ["Shift+PageUp", "2025-07-21"], ["ArrowLeft", "2025-07-20"]]) {
    await page.keyboard.press(key);
    await on_day(page, day);
  }
  await page.getByLabel("Năm", {exact: true}).selectOption("2024");
  await page.getByLabel("Tháng", {exact: true}).selectOption({label: "Tháng 2"});
  const leap_day = page.locator('[data-bits-day][data-value="2024-02-29"]:not([data-outside-month])');
  await leap_day.waitFor();
  await visitor.look("calendar_of_another_year");
  assert.deepEqual(await page.locator(".calendar thead th").allInnerTexts(), ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]);
  const firsts = await page.locator(".calendar tbody tr td:first-child [data-bits-day]").evaluateAll((days) => days.map((each) => new Date(each.dataset.value).getUTCDay()));
  assert.deepEqual([...new Set(firsts)], [1], "weeks begin on a Monday");
  await leap_day.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("grid").waitFor({state: "detached"});
  assert.equal(await field.inputValue(), "29/02/2024");
  await page.waitForFunction((at) => document.activeElement === at, await opener.elementHandle());
  await button(page, "Lưu").click();
  await page.getByText("29/02/2024", {exact: true}).waitFor();
});

scenario("who goes into a picker before it has come is in it when it comes; who clicked finds it open", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter);
  const picker = page.getByRole("combobox", {name: "Xã, phường"});
  for (const way of ["click", "focus"]) {
    const file = await hold(visitor.context, /\/assets\/Combobox-.*\.js$/, {times: 1});
    await page.goto(`${list}/${made[0].id}/edit`);
    await file.held;
    await page.getByLabel("Xã, phường")[way]();
    await page.locator("[aria-busy=true]:focus").waitFor();
    file.release();
    await picker.waitFor();
    assert.ok(await has_focus(picker), way);
    assert.notEqual(await picker.inputValue(), "");
    assert.equal(await picker.getAttribute("aria-expanded"), String(way === "click"), way);
  }
});

scenario("a picker takes what was chosen, and nothing that was only typed", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter, 3);
  await api.ask("canbo", "PATCH", `/programme/organizations/${made[0].id}`, {successor: made[1].id, merged_on: "2026-01-05"});
  await visitor.open(`${list}/${made[0].id}/edit`);
  const commune = page.getByRole("combobox", {name: "Xã, phường"});
  const successor = page.getByRole("combobox", {name: "Sáp nhập vào"});
  const options = page.getByRole("listbox").getByRole("option");
  const before = await commune.inputValue();
  assert.notEqual(before, "");

  await commune.click();
  await options.first().waitFor();
  await visitor.look("picker_open");
  await commune.fill("tam thanh");
  await options.filter({hasText: "Tam Thanh"}).first().waitFor();
  // Enter while the next search is under way finds nothing to take.
  const search = await hold(visitor.context, /\/communes\?.*q=ky/, {times: 1});
  await commune.fill("ky lua");
  await search.held;
  assert.equal(await options.count(), 0);
  await page.keyboard.press("Enter");
  search.release();
  await page.getByRole("listbox").waitFor({state: "detached"});
  assert.equal(await commune.inputValue(), before);

  for (const key of ["Escape", "Tab"]) {
    await commune.fill("không có đâu");
    await page.getByRole("listbox").getByText("Không có kết quả").waitFor();
    await page.keyboard.press(key);
    await page.getByRole("listbox").waitFor({state: "detached"});
    assert.equal(await commune.inputValue(), before, key);
  }
  // What is chosen can be chosen once more, also after its text was emptied.
  for (const typed of [before, ""]) {
    await commune.fill(typed);
    await options.getByText(before, {exact: true}).click();
    await page.getByRole("listbox").waitFor({state: "detached"});
    assert.equal(await commune.inputValue(), before);
  }

  assert.equal(await successor.inputValue(), made[1].name);
  await successor.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await options.first().waitFor();
  await page.keyboard.press("Tab");
  await page.getByRole("listbox").waitFor({state: "detached"});
  await page.getByRole("textbox", {name: "Ngày sáp nhập"}).fill("");
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  const saved = await api.ask("canbo", "GET", `/programme/organizations/${made[0].id}`);
  assert.deepEqual([saved.successor, saved.commune.label], [null, before]);
});

scenario("a picker of several keeps the focus, and takes a record that was made for it", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter, 0);
  await visitor.open("/programme/support-calls/new");
  const contents = page.getByLabel("Các nội dung");
  await contents.focus();
  for (const words of ["5s", "kaizen"]) {
    await page.keyboard.type(words);
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("listbox").waitFor({state: "detached"});
    assert.ok(await has_focus(contents), words);
    assert.equal(await contents.inputValue(), "");
  }
  const chips = page.locator(".chosen li");
  assert.equal(await chips.count(), 2);
  await chips.first().getByRole("button").click();
  assert.equal(await chips.count(), 1);
  assert.ok(await has_focus(contents), "after one was taken off");

  await visitor.open(`${list}/new`);
  const commune = page.getByRole("combobox", {name: "Xã, phường"});
  await commune.fill("Xã Mới Lập");
  await page.getByRole("listbox").getByText("Không có kết quả").waitFor();
  await page.keyboard.press("Escape");
  const [tab] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", {name: /^Thêm mới Xã/}).click()]);
  await fill_in(tab, tab.locator("main form"), {"Mã": "99999", "Tên": "Xã Mới Lập", "Loại": {option: "Xã"}, "Có hiệu lực từ": "01/07/2025"});
  await button(tab, "Lưu").click();
  await tab.getByRole("link", {name: "Sửa"}).waitFor();
  await page.waitForFunction((input) => input.value === "Xã Mới Lập", await commune.elementHandle());
});

scenario("a list that the server does not search is searched in the picker", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter, 0);
  const {data: [plan]} = await api.ask("canbo", "GET", "/programme/plans");
  await visitor.open("/programme/budget-lines/new");
  const field = page.getByRole("combobox", {name: "Kế hoạch"});
  await field.fill("khong co dau");
  await page.getByRole("listbox").getByText("Không có kết quả").waitFor();
  await pick(page, field, plan.name.normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("đ", "d").toLowerCase().slice(0, 12), plan.name);
  assert.equal(await field.inputValue(), plan.name);
});

scenario("a list is filtered by a year and by amounts between two; what is no number is refused", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter, 0);
  const count = async (query) => (await api.ask("canbo", "GET", `/programme/budget-lines?limit=1&count=exact&${query}`)).page.count;
  const all = await count("");
  const wanted = await count("filter%5Byear%5D=2027&filter%5Bplan_vnd%5D%5Bge%5D=0");
  assert.ok(wanted > 0 && wanted < all);
  await visitor.open("/programme/budget-lines");
  await button(page, "Bộ lọc").click();
  const filters = page.getByRole("form", {name: "Bộ lọc"});
  await filters.getByLabel("Năm", {exact: true}).fill("hai nghìn");
  await button(filters, "Áp dụng").click();
  await filters.getByText("Phải là số nguyên").waitFor();
  assert.ok(await has_focus(filters.getByLabel("Năm", {exact: true})));
  await filters.getByLabel("Năm", {exact: true}).fill("2027");
  await filters.getByLabel("Kế hoạch, từ").fill("0");
  await button(filters, "Áp dụng").click();
  await shown(page, wanted);
  assert.match(await page.locator(".chips").innerText(), /Năm:\s*2027[^]*Kế hoạch ≥\s*0/);
});

scenario("a list is filtered by a record, by days and by yes or no; a day that there is not is refused", async ({api, enter}) => {
  const {visitor, page, made} = await officer(api, enter, 3);
  const {data: [, other]} = await api.ask("canbo", "GET", "/programme/communes?limit=2");
  await api.ask("canbo", "PATCH", `/programme/organizations/${made[0].id}`, {commune: other.id, size_declared_on: "2026-03-05", key_product: true});
  await visitor.open(list);
  await shown(page, 3);
  const opener = page.getByRole("button", {name: /^Bộ lọc/});
  const filters = page.getByRole("form", {name: "Bộ lọc"});
  const chips = page.locator(".chips li");

  await opener.click();
  await pick(page, filters.getByLabel("Xã, phường"), other.name);
  await button(filters, "Áp dụng").click();
  await shown(page, 1);
  await chips.first().getByText(other.name).waitFor();
  assert.equal((await opener.innerText()).trim(), "Bộ lọc (1)");
  assert.equal(await opener.getAttribute("aria-label"), "Bộ lọc (1)");
  assert.ok(await has_focus(opener), "the panel is gone, its button is at hand");
  await visitor.look("list_filtered");
  await page.getByRole("button", {name: "Bỏ lọc Xã, phường"}).click();
  await shown(page, 3);
  assert.ok(await has_focus(opener));

  await opener.click();
  const from = filters.getByRole("textbox", {name: "Ngày kê khai quy mô, từ"});
  await from.fill("01/03/2026");
  await page.keyboard.press("Backspace");
  assert.equal(await from.inputValue(), "01/03/202", "the rest stays");
  await from.fill("30/02/2026");
  await button(filters, "Áp dụng").click();
  assert.match(await fault_of(page, from), /ngày có thật/);
  assert.ok(await has_focus(from));
  await visitor.look("list_filter_refused");
  await shown(page, 3);
  await from.fill("1/3/2026");
  await filters.getByRole("textbox", {name: "Ngày kê khai quy mô, đến"}).fill("31/03/2026");
  await button(filters, "Áp dụng").click();
  await shown(page, 1);
  assert.deepEqual(await column(page, "Tên tổ chức"), [made[0].name]);
  await chips.getByText("01/03/2026").waitFor();
  await page.getByRole("button", {name: "Xóa bộ lọc"}).click();
  await shown(page, 3);

  await opener.click();
  await filters.getByLabel("Sản phẩm chủ lực").selectOption({label: "Có"});
  await button(filters, "Áp dụng").click();
  await shown(page, 1);

  // Chips of what the panel does not ask for.
  await visitor.open(`${list}?filter[successor][isnull]=true&filter[commune][in]=${other.id},${made[1].commune.id}`);
  await shown(page, 3);
  await chips.filter({hasText: "Sáp nhập vào"}).getByText("chưa có").waitFor();
  await chips.getByText(`${other.name}, ${made[1].commune.label}`).waitFor();
});

scenario("a search keeps what is typed, and the way back leads out of it", async ({api, enter}) => {
  const {visitor, page} = await officer(api, enter, 3);
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await shown(page, 3);
  await page.waitForFunction(() => document.activeElement === document.querySelector("main h1"));
  const box = page.getByRole("searchbox");
  for (const [words, count] of [["hợp ", 2], ["hợp tác xã mẫu 001 ", 1]]) {
    await box.fill(words);
    await shown(page, count);
    await page.waitForURL((url) => url.searchParams.get("q") === words.trim());
    assert.equal(await box.inputValue(), words);
  }
  await box.fill("không có đâu");
  await page.locator('main [role="status"]').getByText("Không có bản ghi nào khớp").waitFor();
  await page.goBack();
  await page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
  assert.equal(new URL(page.url()).pathname, "/");

  visitor.allow(400);
  await visitor.open("/");
  await page.getByRole("navigation").getByRole("link", {name: "Tổ chức", exact: true}).click();
  await shown(page, 3);
  await page.evaluate(() => history.replaceState(history.state, "", "?cursor=never"));
  await page.reload();
  await shown(page, 3);
  await page.goBack();
  await page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
});

scenario("a grant bound to one organization shows just that one to who has it", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [, own] = await api.organizations("canbo", 3);
  const user = await api.ask("admin", "POST", "/core/users", {username: "htx", display_name: "Hoàng Thị Na"});
  const {path} = await api.ask("admin", "POST", "/core/actions/invite", {user: user.id});

  const administrator = await enter();
  const {page} = administrator;
  await administrator.log_in("admin");
  await administrator.open("/core/grants/new");
  const form = page.locator("main form");
  await pick(page, form.getByLabel(/^Người dùng/), "hoang thi", "Hoàng Thị Na");
  await pick(page, form.getByLabel(/^Vai trò/), "thu huong", "Tổ chức thụ hưởng");
  // By name, though an administrator reads nothing else of it.
  await pick(page, form.getByLabel("Tổ chức", {exact: true}), "cong ty mau 002", own.name);
  await fill_in(page, form, {"Căn cứ": "02/QĐ-SKHCN"});
  await administrator.look("grant_form_scoped");
  await button(page, "Lưu").click();
  await page.getByRole("link", {name: "Sửa"}).waitFor();
  await page.locator("main dl").getByText(own.name).waitFor();
  const {data: [grant]} = await api.ask("admin", "GET", `/core/grants?filter%5Buser%5D=${user.id}`);
  assert.deepEqual((await api.ask("admin", "GET", `/core/grants/${grant.id}`)).scopes, {organization: [own.id]});
  await page.getByRole("link", {name: "Sửa"}).click();
  await administrator.settled();
  await form.getByRole("button", {name: `Bỏ ${own.name}`}).waitFor();

  const invited = await enter();
  await invited.page.goto(path);
  for (const name of ["password", "password_again"]) await invited.page.locator(`input[name="${name}"]`).fill(password);
  await invited.page.getByRole("button", {name: "Lưu"}).click();
  await invited.page.getByRole("heading", {level: 1}).waitFor();
  await invited.log_in("htx");
  await invited.open(list);
  await shown(invited.page, 1);
  assert.deepEqual(await column(invited.page, "Tên tổ chức"), [own.name]);
});
