// What the console costs those who use it: bytes over the line, and memory in a browser that stays open all day.

import assert from "node:assert/strict";
import {shown} from "./support/screens.mjs";
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
  await page.getByLabel("Mật khẩu", {exact: true}).fill("Mot-Mat-khau-du-dai-2026");
  await page.getByRole("button", {name: "Đăng nhập"}).click();
  await shown(page, 20);
  await page.waitForLoadState("networkidle");
  assert.ok(loaded.bytes < 130_000, "to the first list " + list_of(loaded));

  // Once more, out of the browser's own store: the page itself, and what the API answers.
  loaded.bytes = 0;
  loaded.asked.clear();
  await page.reload();
  await shown(page, 20);
  await page.waitForLoadState("networkidle");
  const assets = [...loaded.asked].filter(([url, size]) => url.includes("/assets/") && size > 0);
  assert.deepEqual(assets, [], "what has not changed is not loaded again");
});

scenario("a public page is readable without script and under 30 KB", async ({server, api, enter}) => {
  const visitor = await enter();
  const loaded = await counted(visitor);
  await visitor.page.goto("/p/programme/calls");
  await visitor.page.getByRole("heading", {level: 1}).waitFor();
  await visitor.look("public_calls");
  assert.ok(loaded.bytes > 500 && loaded.bytes < 30_000, list_of(loaded));
  assert.equal(await visitor.page.locator("script").count(), 0);
});

scenario("memory stays what it was over 500 moves between screens", async ({api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 25);
  const visitor = await enter();
  const {page} = visitor;
  const session = await visitor.context.newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  await visitor.log_in("canbo");
  const screens = ["/programme/organizations", `/programme/organizations/${organization.id}`, `/programme/organizations/${organization.id}/edit`, "/", "/programme/applications"];
  // As a click on a link would, without loading the page again.
  const move = async (to) => {
    await page.evaluate((path) => {
      const link = Object.assign(document.createElement("a"), {href: path});
      document.body.append(link);
      link.click();
      link.remove();
    }, to);
    await page.waitForFunction((path) => location.pathname === path && document.querySelector("main h1") && !/Đang tải…/.test(document.querySelector("main").innerText), to);
  };
  const round = async (moves) => {
    for (let made = 0; made < moves; ++made) await move(screens[made % screens.length]);
    await move("/programme/organizations");
    await shown(page, 20);
  };
  // Until everything was loaded and compiled.
  await round(50);
  const before = await heap();
  await round(500);
  const after = await heap();
  const grown = after - before;
  assert.ok(grown < 4_000_000, `the heap grew from ${before} to ${after} bytes, by ${grown}`);
});
