// How long somebody waits for the console on a rural line, by tests/bench/browser.sh: from the address to the log-in, from the log-in's button
// to the first list with its rows, and from there to the next screens. 1.6 Mbit/s, 150 ms, a processor four times slower, nothing kept yet.

import {Api, password} from "../browser/support/api.mjs";
import {Server} from "../browser/support/server.mjs";
import {launch, Visitor} from "../browser/support/visitor.mjs";

const rounds = Number(process.argv[2] ?? 5);
const wanted_seconds = 2;
const line = {offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 768_000 / 8};

async function slowed(visitor) {
  const session = await visitor.context.newCDPSession(visitor.page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
  await session.send("Emulation.setCPUThrottlingRate", {rate: 4});
}

async function timed(act) {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}

async function measured(browser, address) {
  const visitor = await Visitor.enter(browser, address);
  const {page} = visitor;
  const row = page.locator("table.table tbody tr").first();
  try {
    await slowed(visitor);
    const log_in = await timed(async () => {
      await page.goto("/programme/organizations", {waitUntil: "commit"});
      await page.getByLabel("Tên đăng nhập").waitFor();
    });
    await page.getByLabel("Tên đăng nhập").fill("canbo");
    await page.getByLabel("Mật khẩu", {exact: true}).fill(password);
    const list = await timed(async () => {
      await page.getByRole("button", {name: "Đăng nhập"}).click();
      await row.waitFor();
    });
    const record = await timed(async () => {
      await row.getByRole("link").click();
      await page.locator("main dl").first().waitFor();
    });
    const again = await timed(async () => {
      await page.goto("/programme/organizations", {waitUntil: "commit"});
      await row.waitFor();
    });
    return {"to the log-in": log_in, "first list after the log-in": list, "a record": record, "the list again, loaded anew": again};
  } finally {
    await visitor.leave();
  }
}

const server = new Server();
let browser;
try {
  await server.start();
  const api = new Api(server);
  await api.set_up();
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  await api.organizations("canbo", 40);
  browser = await launch();
  const found = [];
  for (let round = 0; round < rounds; ++round) found.push(await measured(browser, server.address));
  console.log(`${`seconds, of ${rounds} rounds`.padEnd(34)}  least  median greatest`);
  for (const name of Object.keys(found[0])) {
    const sorted = found.map((each) => each[name]).sort((a, b) => a - b);
    const [least, median, greatest] = [sorted[0], sorted[Math.floor(rounds / 2)], sorted[rounds - 1]].map((each) => each.toFixed(2));
    console.log(name.padEnd(34) + least.padStart(7) + median.padStart(8) + greatest.padStart(9));
    if (name === "first list after the log-in" && process.argv.includes("--check") && sorted[Math.floor(rounds / 2)] > wanted_seconds) {
      console.error(`the first list takes longer than ${wanted_seconds} s`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser?.close();
  await server.remove();
}
