// Prepares by the API what a test takes for granted: users, and records that it only looks at.

export const password = "Mot-Mat-khau-du-dai-2026";

export class Api {
  #address;
  #callers = new Map();

  constructor(server) {
    this.#address = () => server.address;
    this.#link = () => server.link;
  }
  #link;

  async #send(verb, path, body, headers) {
    const sent = body === undefined ? {} : {"Content-Type": "application/json"};
    const answer = await fetch(this.#address() + path, {
      method: verb, headers: {...sent, ...headers}, body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${verb} ${path}: ${answer.status} ${text}`);
    return {headers: answer.headers, data: text ? JSON.parse(text) : undefined};
  }

  async #caller(username) {
    if (!this.#callers.has(username)) {
      const {headers, data} = await this.#send("POST", "/api/v1/session", {username, password});
      this.#callers.set(username, {Cookie: headers.get("set-cookie").split(";")[0], "X-CSRF-Token": data.csrf});
    }
    return this.#callers.get(username);
  }

  /** Asks as a user whom this made; whatever is changed, is changed whoever changed it before. */
  async ask(username, verb, path, body) {
    const headers = {...(await this.#caller(username)), "If-Match": "*"};
    return (await this.#send(verb, "/api/v1" + path, body, headers)).data;
  }

  /** The first administrator, `admin`. */
  async set_up() {
    const token = this.#link().split("/").pop();
    await this.#send("POST", `/api/v1/one-time-links/${token}`, {
      agency: "Sở Khoa học và Công nghệ", username: "admin", display_name: "Quản trị viên", password,
    });
  }

  /** A user who can log in, with a role if one is named; returns the id. */
  async user(username, display_name, role, scopes = null) {
    const {id} = await this.ask("admin", "POST", "/core/users", {username, display_name});
    if (role) await this.grant(id, role, scopes);
    await this.let_in(id);
    return id;
  }

  async grant(user, role, scopes = null) {
    const roles = await this.ask("admin", "GET", `/core/roles?filter%5Bcode%5D=${role}`);
    await this.ask("admin", "POST", "/core/grants", {user, role: roles.data[0].id, scopes, note: "Kiểm thử"});
  }

  /** Gives a user that is there the password of all. */
  async let_in(user) {
    const {path} = await this.ask("admin", "POST", "/core/actions/invite", {user});
    await this.#send("POST", `/api/v1/one-time-links/${path.split("/").pop()}`, {password});
  }

  /** Organizations named after their number, e.g. "Hợp tác xã Mẫu 007". */
  async organizations(username, count) {
    const communes = await this.ask(username, "GET", "/programme/communes?limit=1");
    const made = [];
    for (let number = 1; number <= count; ++number) {
      made.push(await this.ask(username, "POST", "/programme/organizations", {
        name: `${number % 2 ? "Hợp tác xã" : "Công ty"} Mẫu ${String(number).padStart(3, "0")}`,
        tax_code: tax_code(490_000_000 + number), type: number % 2 ? "cooperative" : "enterprise", commune: communes.data[0].id,
      }));
    }
    return made;
  }

  /** An application of the organization's user for the support content of this code, not handed in. */
  async draft(username, organization, code = "tool_5s") {
    const {data: [content]} = await this.ask(username, "GET", `/programme/support-contents?filter%5Bcode%5D=${code}`);
    return this.ask(username, "POST", "/programme/applications", {
      organization, content: content.id, requested_vnd: 40_000_000, estimated_value_vnd: 80_000_000, description: "Áp dụng công cụ", double_funding_declared: true,
    });
  }

  /** One that is handed in. */
  async application(username, organization, code) {
    const {id} = await this.draft(username, organization, code);
    return this.ask(username, "POST", `/programme/applications/${id}/transitions/submit`, {});
  }
}

/** A tax code of ten digits from about nine of them: the last is a check digit. Some numbers have none, so the next that has one is taken. */
export function tax_code(number) {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  for (let digits = String(number * 10).padStart(10, "0").slice(0, 9); ; digits = String(Number(digits) + 100_000).padStart(9, "0")) {
    const check = 10 - ([...digits].reduce((sum, digit, index) => sum + Number(digit) * weights[index], 0) % 11);
    if (check < 10) return digits + check;
  }
}
