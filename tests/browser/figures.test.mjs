// What the console costs those who use it: bytes over the line, and memory in a browser that stays open all day.

import assert from "node:assert/strict";
import {password} from "./support/api.mjs";
import {button, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

/** Counts what comes over the line, as it is encoded there, heads included. */
async function counted(visitor) {
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send("Network.enable");
  const found = {bytes: 0, asked: new Map()};
  const names = new Map();
  session.on("Network.requestWillBeSent", ({requestId, request}) => names.set(requestId, request.url));
  session.on("Network.loadingFinished", ({requestId, encodedDataLength}) => {
    found.bytes += encodedDataLength;
    found.asked.set(names.get(requestId), encodedDataLength);
  });
  return found;
}

const list_of = ({bytes, asked}) => `${bytes} bytes: ` + [...asked].map(([url, size]) => `${new URL(url).pathname} ${size}`).join(", ");

scenario("the first load is small: log-in and first list under 130 KB", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.organizations("canbo", 25);
  const visitor = await enter();
  const {page} = visitor;
  const loaded = await counted(visitor);
  await page.goto("/programme/organizations");
  await page.getByLabel("Tên đăng nhập").fill("canbo");
  assert.ok(loaded.bytes > 10_000 && loaded.bytes < 60_000, "to the log-in " + list_of(loaded));
  await page.getByLabel("Mật khẩu", {exact: true}).fill(password);
  await page.getByRole("button", {name: "Đăng nhập"}).click();
  await shown(page, 20);
  await page.waitForLoadState("networkidle");
  assert.ok(loaded.bytes < 130_000, "to the first list " + list_of(loaded));
  assert.deepEqual([...loaded.asked.keys()].filter((url) => /Chart|Calendar|Form|form-/.test(url)).filter((url) => !/LoginForm/.test(url)), [], "what a list has no use for comes later");

  // Where people begin, and a board of figures: nothing kept from before but the session.
  for (const path of ["/", "/dashboards/programme/overview"]) {
    const fresh = await enter();
    await fresh.context.addCookies(await visitor.context.cookies());
    const all = await counted(fresh);
    await fresh.page.goto(path);
    await fresh.settled();
    await fresh.page.waitForLoadState("networkidle");
    assert.ok(all.bytes > 40_000 && all.bytes < 130_000, `${path} ${list_of(all)}`);
  }

  // Once more, out of the browser's own store: the page itself, and what the API answers.
  loaded.bytes = 0;
  loaded.asked.clear();
  await page.reload();
  await shown(page, 20);
  await page.waitForLoadState("networkidle");
  const assets = [...loaded.asked].filter(([url, size]) => url.includes("/assets/") && size > 0);
  assert.deepEqual(assets, [], "what has not changed is not loaded again");
});

scenario("a public page is readable without script and under 30 KB, with all that is offered", async ({api, enter}) => {
  const visitor = await enter();
  const {page} = visitor;
  const loaded = await counted(visitor);
  await page.goto("/p/programme/calls");
  await page.getByText("Hiện chưa có đợt tiếp nhận hồ sơ nào đang mở.").waitFor();
  await visitor.look("public_calls");
  assert.ok(loaded.bytes > 500 && loaded.bytes < 30_000, list_of(loaded));

  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.user("lanhdao", "Lê Thị Lãnh Đạo", "dost_leader");
  const {data: [content]} = await api.ask("canbo", "GET", "/programme/support-contents?filter%5Bcode%5D=tool_5s");
  const call = await api.ask("canbo", "POST", "/programme/support-calls", {
    title: "Đợt 1: công cụ cải tiến <năng suất>", conditions: "Có trụ sở trong tỉnh.\nChưa nhận kinh phí khác.", opens_on: "2026-01-01", closes_on: "2099-12-31", contents: [content.id],
  });
  await api.ask("canbo", "POST", `/programme/support-calls/${call.id}/transitions/publish`, {});
  const rate = await api.ask("canbo", "POST", "/programme/support-rates", {
    name: "Mức hỗ trợ công cụ", area: "standards", percent: "50", cap_vnd: 60_000_000, valid_from: "2026-01-01", legal_basis: "province_resolution", resolution_no: "01/NQ-HĐND", basis_document: "Nghị quyết mẫu",
  });
  await api.ask("lanhdao", "POST", `/programme/support-rates/${rate.id}/transitions/activate`, {});

  const reader = await enter({javaScriptEnabled: false});
  const seen = await counted(reader);
  await reader.page.goto("/p/programme/calls");
  const article = reader.page.getByRole("article").filter({hasText: "Đợt 1: công cụ cải tiến <năng suất>"});
  for (const words of [call.number, "01/01/2026 – 31/12/2099", "Chưa nhận kinh phí khác.", "5S"]) await article.getByText(words).first().waitFor();
  const row = reader.page.getByRole("row").filter({hasText: "Mức hỗ trợ công cụ"});
  for (const words of ["50%", "60.000.000", "Nghị quyết mẫu", "từ 01/01/2026"]) await row.getByText(words).first().waitFor();
  assert.ok(seen.bytes > 500 && seen.bytes < 30_000, list_of(seen));
  await reader.page.goto("/p/programme/calls?lang=en");
  await reader.page.getByRole("heading", {level: 2, name: "Open calls"}).waitFor();
  await reader.page.getByRole("article").getByText("Chưa nhận kinh phí khác.").waitFor();

  await page.reload();
  await visitor.look("public_calls_filled");
  await page.goto("/p/programme/calls?lang=en");
  await visitor.look("public_calls_in_english");
  assert.equal(await page.locator("script").count(), 0);

  // A link that leads nowhere leads on.
  visitor.allow(404);
  await page.goto("/p/programme/cals");
  await page.getByRole("heading", {level: 1, name: "Không tìm thấy"}).waitFor();
  await visitor.look("public_not_found");
  await page.getByRole("link", {name: "Tiếp nhận hồ sơ đề nghị hỗ trợ"}).click();
  await page.getByRole("heading", {level: 2, name: "Đợt tiếp nhận đang mở"}).waitFor();
});

scenario("memory stays what it was over 500 moves between screens", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 25);
  const visitor = await enter();
  const {page} = visitor;
  const session = await visitor.context.newCDPSession(page);
  await session.send("Performance.enable");
  const held = async () => {
    for (let times = 0; times < 3; ++times) await session.send("HeapProfiler.collectGarbage");
    const {metrics} = await session.send("Performance.getMetrics");
    const metric = (name) => metrics.find((each) => each.name === name).value;
    return {bytes: (await session.send("Runtime.getHeapUsage")).usedSize, nodes: metric("Nodes"), listeners: metric("JSEventListeners")};
  };
  await visitor.log_in("canbo");
  const list = "/programme/organizations";
  const screens = [list, `${list}/${organization.id}`, `${list}/${organization.id}/edit`, "/", "/programme/applications", "/dashboards/programme/overview"];
  // As a click on a link would, without loading the page again.
  const move = async (to) => {
    await page.evaluate((path) => {
      const link = Object.assign(document.createElement("a"), {href: path});
      document.body.append(link);
      link.click();
      link.remove();
    }, to);
    await page.waitForFunction((path) => location.pathname === path && document.querySelector("main h1") && !/Đang tải…/.test(document.querySelector("main").innerText), to);
    if (to !== list) return;
    await button(page, "Bộ lọc").click();
    await page.getByRole("form", {name: "Bộ lọc"}).waitFor();
    await button(page, "Bộ lọc").click();
  };
  const round = async (moves) => {
    for (let made = 0; made < moves; ++made) await move(screens[made % screens.length]);
    await move("/programme/organizations");
    await shown(page, 20);
  };
  // Until everything was loaded and compiled.
  await round(100);
  const before = await held();
  await round(500);
  const after = await held();
  const told = `before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`;
  // What grows are the browser's own notes: code that it compiles anew, and entries of its time line.
  assert.ok(after.bytes - before.bytes < 1_000_000, told);
  for (const kind of ["nodes", "listeners"]) assert.ok(after[kind] < before[kind] * 1.1, told);
});
