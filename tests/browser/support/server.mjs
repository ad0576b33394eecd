// A server of one test's own: on a free port, with a folder and a database that disappear with it.

import {execFileSync, spawn} from "node:child_process";
import {once} from "node:events";
import {copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {createInterface} from "node:readline";
import {settings} from "./settings.mjs";

function in_mariadb(sql, ...database) {
  const socket = readFileSync(join(settings.mariadb, "socket"), "utf8").trim();
  execFileSync("mariadb", ["--no-defaults", `--socket=${socket}`, "--user=nscl", "--password=nscl-test", "-e", sql, ...database]);
}

export class Server {
  #place = mkdtempSync(join(tmpdir(), "nscl-browser."));
  #plugins = join(this.#place, "plugins");
  #configuration = join(this.#place, "nscl.toml");
  #database = "";
  #environment;
  #process;
  #log = [];
  #port = 0;
  #demo;
  /** The link of the first set-up, as the server printed it. */
  link = "";

  /**
   * @param without ids of built plugins that are left out  @param environment of the server, besides its database  @param demo with sample data
   * @param configuration lines of its file
   */
  constructor({without = [], environment = {}, demo = false, configuration = []} = {}) {
    this.#demo = demo;
    writeFileSync(this.#configuration, configuration.join("\n"));
    mkdirSync(this.#plugins);
    for (const file of readdirSync(settings.plugins))
      if (file.endsWith(".so") && !without.includes(basename(file, ".so"))) this.add_plugin(join(settings.plugins, file));
    const outside = Object.entries(process.env).filter(([name]) => !name.startsWith("NSCL_"));
    // Passwords cost little here: what is tested is not how hard they are to guess.
    this.#environment = {...Object.fromEntries(outside), NSCL_ACCOUNTS_PASSWORD_MEMORY: "19 MiB", ...environment};
    if (settings.mariadb) {
      this.#database = "browser_" + basename(this.#place).replace(/\W/g, "_");
      in_mariadb(`CREATE DATABASE \`${this.#database}\``);
      const port = readFileSync(join(settings.mariadb, "port"), "utf8").trim();
      this.#environment.NSCL_DATABASE_URL = `mysql://nscl@127.0.0.1:${port}/${this.#database}`;
      this.#environment.NSCL_DATABASE_PASSWORD = "nscl-test";
    }
  }

  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** A folder of the test's own. */
  get place() {
    return this.#place;
  }

  /** Changes in the stopped server's database what no request changes, such as how old something is. */
  in_database(sql) {
    if (this.#database) in_mariadb(sql, this.#database);
    else execFileSync("sqlite3", [join(this.#place, "data", "nscl.db"), sql]);
  }

  /** Seen by the server at its next start. */
  add_plugin(library) {
    copyFileSync(library, join(this.#plugins, basename(library)));
  }

  /** Returns once it listens; at the port of before after a stop. */
  async start() {
    // Should this test be killed, the server goes too.
    const command = ["--pdeathsig", "TERM", settings.server, "serve", "--config", this.#configuration, "--port", String(this.#port), "--data-dir",
      join(this.#place, "data"), "--plugins", this.#plugins, ...(this.#demo ? ["--demo"] : [])];
    const started = spawn("setpriv", command, {env: this.#environment, stdio: ["ignore", "pipe", "pipe"]});
    this.#process = started;
    createInterface({input: started.stderr}).on("line", (line) => this.#log.push(line));
    const ended = once(started, "exit");
    await new Promise((listening, failed) => {
      void ended.then(() => failed(new Error("the server did not start:\n" + this.log())));
      createInterface({input: started.stdout}).on("line", (line) => {
        this.#log.push(line);
        const [, link] = /(http:\S+\/setup\/\S+)/.exec(line) ?? [];
        if (link) this.link = link;
        const [, port] = /^nscl: http:\/\/127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
        if (!port) return;
        this.#port = Number(port);
        listening();
      });
    });
  }

  log() {
    return this.#log.slice(-60).join("\n");
  }

  /** Asks it to go and waits until it went; a server that ends with anything but 0 fails the test. */
  async stop() {
    const stopping = this.#process;
    this.#process = undefined;
    if (!stopping || stopping.exitCode !== null) return;
    const ended = once(stopping, "exit");
    stopping.kill("SIGTERM");
    const [code] = await ended;
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${this.log()}`);
  }

  async remove() {
    try {
      await this.stop();
    } finally {
      if (this.#database) in_mariadb(`DROP DATABASE IF EXISTS \`${this.#database}\``);
      rmSync(this.#place, {recursive: true, force: true});
    }
  }
}
