// A person at a browser, and what must never happen there: errors of scripts, violations of the Content-Security-Policy, requests to anywhere
// but the server, answers that the test did not expect, and whatever axe-core finds by its rules: WCAG 2.2 A and AA, and good practice.

import assert from "node:assert/strict";
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {settings} from "./settings.mjs";
import {password} from "./api.mjs";

const packages = createRequire(process.cwd() + "/");
const {chromium} = packages("playwright-core");
const axe_source = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");

export const desktop = {width: 1366, height: 768};
export const phone = {width: 390, height: 844};
/** What an A4 sheet holds between the margins that the console asks for. */
const sheet = {width: 688, height: 1000};

export function launch() {
  const args = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--js-flags=--expose-gc"];
  return chromium.launch({executablePath: settings.chromium, args, timeout: 2 * settings.patience});
}

export class Visitor {
  #complaints = [];
  #allowed = new Set();
  #offline = false;

  static async enter(browser, address, {viewport = desktop, javaScriptEnabled = true} = {}) {
    const visitor = new Visitor();
    visitor.address = address;
    const touch = viewport.width < 600;
    visitor.context = await browser.newContext({
      baseURL: address, viewport, javaScriptEnabled, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", hasTouch: touch, acceptDownloads: true, reducedMotion: "reduce",
    });
    visitor.context.setDefaultTimeout(settings.patience);
    await visitor.context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
    });
    visitor.context.on("page", (page) => visitor.#watch(page));
    visitor.page = await visitor.context.newPage();
    return visitor;
  }

  #watch(page) {
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      // The browser's own lines about answers and lost connections; those are judged as answers below.
      if (/^Failed to load resource/.test(message.text())) return;
      this.#complaints.push(`console: ${message.text()} (${page.url()})`);
    });
    page.on("pageerror", (error) => this.#complaints.push(`script: ${error.stack ?? error}`));
    page.on("request", (request) => {
      const url = request.url();
      // The last two are of the browser itself, when it shows a PDF.
      if (!url.startsWith(this.address + "/") && !/^(data|blob|chrome|chrome-extension):/.test(url)) this.#complaints.push(`a request leaves the server: ${url}`);
    });
    page.on("response", (answer) => {
      if (answer.status() >= 400 && !this.#allowed.has(answer.status()))
        this.#complaints.push(`${answer.request().method()} ${answer.url()} answers ${answer.status()}`);
    });
    page.on("requestfailed", (request) => {
      // A search that a newer one overtook is given up, and so is what a page that is left was waiting for.
      if (this.#offline || request.failure()?.errorText === "net::ERR_ABORTED") return;
      this.#complaints.push(`${request.method()} ${request.url()} failed: ${request.failure()?.errorText}`);
    });
  }

  /** Statuses of 400 and above that belong to this test. */
  allow(...statuses) {
    for (const each of statuses) this.#allowed.add(each);
  }

  /** From here on, until the next call, requests may fail for want of a connection. */
  allow_lost_connections(allowed = true) {
    this.#offline = allowed;
  }

  async log_in(username, secret = password) {
    await this.page.goto("/");
    await this.page.getByLabel("Tên đăng nhập").fill(username);
    await this.page.getByLabel("Mật khẩu", {exact: true}).fill(secret);
    await this.page.getByRole("button", {name: "Đăng nhập"}).click();
    await this.page.getByRole("heading", {level: 1, name: /^Xin chào/}).waitFor();
    await this.settled();
  }

  async log_out() {
    await this.page.getByRole("banner").getByRole("button", {name: "Đăng xuất"}).click();
    await this.page.getByLabel("Tên đăng nhập").waitFor();
  }

  async open(path) {
    await this.page.goto(path);
    await this.settled();
  }

  /** Nothing says any more that it is loading. */
  async settled() {
    await this.page.locator('h1, main [role="alert"]').first().waitFor();
    await this.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]') && !/Đang tải…|Loading…/.test(document.body.innerText));
  }

  /**
   * Holds this screen against axe-core and takes its picture, on a desktop and on a phone; `anew`: loaded at each size. On one of the databases:
   * what is on the screen is the same on both.
   */
  async look(name, {anew = false} = {}) {
    await this.settled();
    if (settings.mariadb) return;
    const before = this.page.viewportSize();
    for (const [size, viewport] of [["desktop", desktop], ["phone", phone]]) {
      await this.page.setViewportSize(viewport);
      if (anew) {
        await this.page.reload();
        await this.settled();
      }
      await this.#drawn();
      await this.#check(`${name} (${size})`);
      await this.#picture(`${name}.${size}.png`);
    }
    await this.page.setViewportSize(before);
  }

  /** Shows this screen as it is printed, whole, to `judge` and in a picture. */
  async print(name, judge) {
    await this.settled();
    const before = this.page.viewportSize();
    await this.page.emulateMedia({media: "print"});
    await this.page.setViewportSize(sheet);
    await this.#drawn();
    await judge();
    await this.#picture(`${name}.print.png`, {fullPage: true});
    await this.page.setViewportSize(before);
    await this.page.emulateMedia({media: null});
  }

  /** The page has been laid out and drawn in its present size: what watches sizes has been told. */
  async #drawn() {
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  async #check(where) {
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(axe_source);
    const violations = await this.page.evaluate(async () => {
      const {violations} = await window.axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}});
      return violations.map((each) => `${each.id}: ${each.help}\n` + each.nodes.slice(0, 4).map((node) => `    ${node.target.join(" ")}: ${node.html.slice(0, 160)} (${node.failureSummary?.replace(/\s+/g, " ").slice(0, 240)})`).join("\n"));
    });
    for (const each of violations) this.#complaints.push(`axe, ${where}: ${each}`);
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) this.#complaints.push(`${where}: the page is ${overflow} pixels wider than the window`);
  }

  async #picture(file, how = {}) {
    if (settings.mariadb) return;
    mkdirSync(settings.pictures, {recursive: true});
    await this.page.screenshot({path: join(settings.pictures, file), animations: "disabled", ...how});
  }

  /** Fails with everything that was seen and must not happen. */
  judge() {
    assert.equal(this.#complaints.join("\n"), "", "seen in the browser");
  }

  async leave() {
    await this.context.close();
  }
}
