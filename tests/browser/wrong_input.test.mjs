// Every form that the schema describes, given what its fields do not take: the form itself must say so, at the field, and send nothing.

import assert from "node:assert/strict";
import {button} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const numeric = ["integer", "money", "decimal"];
const textual = ["text", "long_text", "phone", "email", "url"];

/** One more, or one less, of a bound written as text; exact for what does not fit a number. */
function beyond(bound, step) {
  const [whole] = String(bound).split(".");
  return String(BigInt(whole) + BigInt(step));
}

/** What a pattern certainly does not take. */
function unlike(field) {
  const pattern = new RegExp(`^(?:${field.pattern})$`, "u");
  const fitting = (text) => [...text].length <= (field.maxLength ?? 1000) && [...text].length >= (field.minLength ?? 0);
  return ["!", "@@@", "x", "0", "không đúng dạng", "!".repeat(field.minLength ?? 1)].find((each) => fitting(each) && !pattern.test(each));
}

/** Inputs that a field must refuse, each with what is to be said of it. */
function wrong_inputs(field) {
  const found = [];
  if (field.type === "date") {
    found.push({typed: "30/02/2026", says: /ngày có thật/}, {typed: "2026", says: /ngày có thật/}, {typed: "31/4/2026", says: /ngày có thật/});
    const other_year = (bound, years) => `01/01/${Number(bound.slice(0, 4)) + years}`;
    if (field.min) found.push({typed: other_year(field.min, -1), says: /Không được trước/});
    if (field.max) found.push({typed: other_year(field.max, 1), says: /Không được sau/});
  }
  if (field.type === "timestamp") found.push({typed: "30/02/2026 08:00", says: /ngày giờ/});
  if (numeric.includes(field.type)) {
    found.push({typed: "mười hai", says: /Phải là số/});
    if (field.type !== "decimal") found.push({typed: "12,5", says: /số nguyên/});
    if (field.scale !== undefined) found.push({typed: "1," + "1".repeat(field.scale + 1), says: /chữ số sau dấu phẩy/});
    if (field.min !== undefined) found.push({typed: beyond(field.min, -1), says: /Không nhỏ hơn/});
    if (field.max !== undefined) found.push({typed: beyond(field.max, 1), says: /Không lớn hơn/});
  }
  if (field.type === "email") found.push({typed: "htx-example.vn", says: /thư điện tử/});
  if (field.type === "phone") found.push({typed: "không có", says: /số điện thoại/});
  if (field.type === "url") found.push({typed: "example.vn", says: /http/});
  // One of a type of its own is asked for in another form than JSON.
  if (field.type === "json" && !field.contributed) found.push({typed: "{", says: /JSON/});
  if (textual.includes(field.type)) {
    if (field.maxLength) found.push({typed: "ă".repeat(field.maxLength + 1), says: /Nhiều nhất/});
    if (field.minLength > 1) found.push({typed: "ă".repeat(field.minLength - 1), says: /Ít nhất/});
    const stranger = field.pattern && unlike(field);
    if (stranger) found.push({typed: stranger, says: field.patternText ? new RegExp(field.patternText.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : /Chưa đúng dạng/});
  }
  return found;
}

/** How far the first value of a rule is from the second, so that the rule does not hold. */
const beside = {ge: -1, gt: 0, le: 1, lt: 0, eq: 1, ne: 0};

/** Two inputs that break a rule between two fields, each good for itself; nothing where one of them is not in the form. */
function broken(rule, fields) {
  const [field, other] = [rule.field, rule.other].map((name) => fields.find((each) => each.name === name));
  if (!field || !other) return undefined;
  const says = new RegExp(other.label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (field.type === "date") return {field, other, typed: [`${15 + beside[rule.op]}/06/2026`, "15/06/2026"], says};
  assert.ok(numeric.includes(field.type), `a rule between fields of the type ${field.type} is not tried`);
  const base = Math.max(Number(field.min ?? 0), Number(other.min ?? 0)) + 1;
  return {field, other, typed: [String(base + beside[rule.op]), String(base)], says};
}

/** What a form says of one of its fields, or nothing. */
const said_of = (control) => control.evaluate((input) => {
  const fault = (input.getAttribute("aria-describedby") ?? "").split(" ").find((each) => /-fault$/.test(each));
  return input.getAttribute("aria-invalid") === "true" && fault ? document.getElementById(fault).innerText : "";
});

/**
 * Sends a form as it is, then with each wrong input of each field, and then with each rule between two of them broken; returns what it does
 * not say. `required` are the fields that are empty and must not be.
 */
async function try_form(page, form, send, {fields, required, rules = []}, where) {
  const missing = [];
  let tried = 0;
  const control = (field) => form.locator(`[id$="-${field.name}"]:is(input, select, textarea)`).first();
  if (required.length) {
    await send.click();
    await form.locator('[aria-invalid="true"]').first().waitFor();
  }
  for (const field of required) {
    tried += 1;
    const said = await said_of(control(field));
    if (!/Bắt buộc nhập/.test(said)) missing.push(`${where}.${field.name}: nothing is said of its being empty, but "${said}"`);
  }
  const cases = new Map(fields.map((each) => [each, wrong_inputs(each)]));
  for (let round = 0; [...cases.values()].some((each) => each.length > round); ++round) {
    const asked = [...cases].filter(([, inputs]) => inputs.length > round);
    for (const [field, inputs] of asked) await control(field).fill(inputs[round].typed);
    await send.click();
    await form.locator('[aria-invalid="true"]').first().waitFor();
    for (const [field, inputs] of asked) {
      tried += 1;
      const {typed, says} = inputs[round];
      const said = await said_of(control(field));
      if (!says.test(said)) missing.push(`${where}.${field.name}: "${typed.slice(0, 40)}" is answered "${said}", not ${says}`);
      await control(field).fill("");
    }
  }
  for (const {field, other, typed, says} of rules.map((each) => broken(each, fields)).filter(Boolean)) {
    tried += 1;
    await control(field).fill(typed[0]);
    await control(other).fill(typed[1]);
    await send.click();
    await form.locator('[aria-invalid="true"]').first().waitFor();
    const said = await said_of(control(field));
    if (!says.test(said)) missing.push(`${where}.${field.name}: "${typed[0]}" beside "${typed[1]}" is answered "${said}", not ${says}`);
    for (const each of [field, other]) await control(each).fill("");
  }
  return {missing, tried};
}

/** Tries every form for a new record that this user is offered; returns what forms do not say. */
async function try_new(visitor, schema) {
  const {page} = visitor;
  const found = [];
  for (const [id, entity] of Object.entries(schema.entities)) {
    if (!entity.can.includes("create")) continue;
    await visitor.open(entity.path.replace("/api/v1", "") + "/new");
    const fields = entity.fields.filter((each) => !each.readonly);
    const required = fields.filter((each) => each.required && each.default === undefined && each.type !== "boolean");
    found.push(await try_form(page, page.locator("main form"), button(page, "Lưu"), {fields, required, rules: entity.rules}, id));
    // What was typed is of no use to the next form.
    await page.evaluate(() => sessionStorage.clear());
  }
  return found;
}

/** Tries the form for a change of the first record of each kind that this user may change. */
async function try_change(visitor, schema, ask) {
  const {page} = visitor;
  const found = [];
  for (const [id, entity] of Object.entries(schema.entities)) {
    if (!entity.can.includes("update")) continue;
    const list = entity.path.replace("/api/v1", "");
    const record = await first_changeable(list, ask);
    if (!record) {
      found.push({missing: [], tried: 0, skipped: id});
      continue;
    }
    await visitor.open(`${list}/${record.id}/edit`);
    const form = page.locator("main form");
    const fields = entity.fields.filter((each) => !each.readonly && !each.immutable);
    const emptied = fields.filter((each) => each.required && [...numeric, ...textual, "date", "enumeration"].includes(each.type));
    for (const field of emptied) {
      const control = form.locator(`[id$="-${field.name}"]`).first();
      await (field.type === "enumeration" ? control.selectOption("") : control.fill(""));
    }
    found.push(await try_form(page, form, button(page, "Lưu"), {fields, required: emptied, rules: entity.rules}, `${id} (change)`));
    await page.evaluate(() => sessionStorage.clear());
  }
  return found;
}

async function first_changeable(list, ask) {
  for (const {id} of (await ask(`${list}?limit=10`)).data) {
    const record = await ask(`${list}/${id}`);
    if (record.meta.can.includes("update")) return record;
  }
}

/** Tries the dialogs of every step that this user may take, each at a record that is there. */
async function try_steps(visitor, schema, ask) {
  const {page} = visitor;
  const found = [];
  for (const [id, entity] of Object.entries(schema.entities)) {
    for (const transition of entity.workflow?.transitions ?? []) {
      const fields = transition.fields.map(({name}) => entity.fields.find((each) => each.name === name)).filter(Boolean);
      if (!fields.length) continue;
      const query = `filter%5B${entity.workflow.field}%5D%5Bin%5D=${transition.from.join()}&limit=1`;
      const [record] = (await ask(`${entity.path.replace("/api/v1", "")}?${query}`)).data;
      if (!record) {
        found.push({missing: [], tried: 0, skipped: `${id}.${transition.name}`});
        continue;
      }
      await visitor.open(`${entity.path.replace("/api/v1", "")}/${record.id}`);
      await button(page.locator("main"), transition.label).click();
      const dialog = page.getByRole("alertdialog", {name: transition.label});
      if (transition.confirm) await dialog.getByText(transition.confirm, {exact: true}).waitFor();
      const needed = new Set(transition.fields.filter((each) => each.required).map((each) => each.name));
      const empty = (field) => record[field.name] == null || record[field.name] === "" || (Array.isArray(record[field.name]) && !record[field.name].length);
      const required = fields.filter((each) => needed.has(each.name) && empty(each));
      found.push(await try_form(page, dialog, dialog.locator("form button:not([type])"), {fields, required, rules: entity.rules}, `${id}.${transition.name}`));
      await page.keyboard.press("Escape");
      await dialog.waitFor({state: "hidden"});
    }
  }
  return found;
}

/** Tries the dialogs of what else this user may do with lists. */
async function try_actions(visitor, schema) {
  const {page} = visitor;
  const found = [];
  for (const [id, entity] of Object.entries(schema.entities)) {
    for (const action of (entity.actions ?? []).filter((each) => each.fields.length)) {
      assert.equal(action.on, "list", `${id}.${action.name} is not tried`);
      await visitor.open(entity.path.replace("/api/v1", ""));
      await button(page.locator("main"), action.label).click();
      const dialog = page.getByRole("alertdialog", {name: action.label});
      const required = action.fields.filter((each) => each.required);
      found.push(await try_form(page, dialog, dialog.locator("form button:not([type])"), {fields: action.fields, required}, `${id}.${action.name}`));
      await page.keyboard.press("Escape");
      await dialog.waitFor({state: "hidden"});
    }
  }
  return found;
}

/** Nothing is missing, there was a record for everything that was to be tried, and nothing of it was sent. */
async function try_as(visitor, username, forms) {
  let sent = 0;
  visitor.page.on("request", (request) => (sent += ["POST", "PATCH"].includes(request.method()) && !request.url().endsWith("/session")));
  visitor.page.on("dialog", (dialog) => dialog.accept());
  await visitor.log_in(username);
  const found = await forms();
  assert.deepEqual(found.flatMap((each) => each.missing), []);
  assert.deepEqual(found.flatMap((each) => each.skipped ?? []), [], "left out for want of a record");
  assert.ok(found.reduce((sum, each) => sum + each.tried, 0) > 0, "there was a form");
  assert.equal(sent, 0, "nothing was sent");
}

const made = {
  "an officer": (api) => api.user("nguoidung", "Người Dùng", "dost_officer"),
  "a finance officer": (api) => api.user("nguoidung", "Người Dùng", "dof_officer"),
  "an organization's user": async (api) => {
    await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
    const [organization] = await api.organizations("canbo", 1);
    await api.user("nguoidung", "Người Dùng", "organization_user", {organization: [organization.id]});
  },
  "an administrator": undefined,
};
for (const [name, make] of Object.entries(made)) {
  scenario(`no form of ${name} takes what its fields do not`, async ({api, enter}) => {
    await make?.(api);
    const username = make ? "nguoidung" : "admin";
    const schema = await api.ask(username, "GET", "/schema");
    const visitor = await enter();
    await try_as(visitor, username, async () => [...(await try_new(visitor, schema)), ...(await try_actions(visitor, schema))]);
  });
}

const as = (role) => (api) => api.user("nguoidung", "Người Dùng", role);

/** Who works on the samples, where each kind of record is and each step can be taken. */
const workers = {
  "an officer": {
    make: async (api) => {
      await as("dost_officer")(api);
      await api.ask("nguoidung", "POST", "/programme/holidays", {day: "2026-09-02", name: "Quốc khánh"});
    },
  },
  "a leader": {make: as("dost_leader")},
  "a finance officer": {make: as("dof_officer")},
  "an organization's user": {
    make: async (api) => {
      await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
      const {data} = await api.ask("canbo", "GET", "/programme/organizations");
      await api.user("nguoidung", "Người Dùng", "organization_user", {organization: data.map((each) => each.id)});
    },
  },
  "a member of an appraisal council": {
    username: "mau.hoi-dong-1",
    make: async (api) => {
      const {data: [member]} = await api.ask("admin", "GET", "/core/users?filter%5Busername%5D=mau.hoi-dong-1");
      await api.grant(member.id, "appraisal_council");
      await api.let_in(member.id);
    },
  },
  "a member of an acceptance council": {
    make: async (api) => {
      const member = await api.user("nguoidung", "Người Dùng", "acceptance_council");
      await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
      const {data} = await api.ask("canbo", "GET", "/programme/applications?filter%5Bstate%5D=acceptance_requested");
      for (const {id} of data) await api.ask("canbo", "PATCH", `/programme/applications/${id}`, {acceptance_members: [member]});
    },
  },
  "an administrator": {username: "admin", make: async () => {}},
};

for (const [name, {make, username = "nguoidung"}] of Object.entries(workers)) {
  scenario(`no step and no change by ${name} takes what its fields do not`, {demo: true}, async ({api, enter}) => {
    await make(api);
    const schema = await api.ask(username, "GET", "/schema");
    const ask = (path) => api.ask(username, "GET", path);
    const visitor = await enter();
    await try_as(visitor, username, async () => [...(await try_steps(visitor, schema, ask)), ...(await try_change(visitor, schema, ask))]);
  });
}
