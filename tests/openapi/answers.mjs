// Asks a server that has sample data nearly everything that its description offers, and holds each answer against the description:
// status, media type, headers and body; what it takes, the description must allow as well. Run by openapi_test.sh in the folder of its
// packages:
//
//   node answers.mjs ADDRESS OUTPUT    OUTPUT is where the server printed the link of the first set-up

import {readFileSync} from "node:fs";
import {createRequire} from "node:module";

const packages = createRequire(process.cwd() + "/");
const Ajv = packages("ajv/dist/2020").default;
const add_formats = packages("ajv-formats").default;

const [address, output] = process.argv.slice(2);
const description = await (await fetch(address + "/api/v1/openapi.json")).json();
const validator = add_formats(new Ajv({strict: false, allErrors: true, validateSchema: false, validateFormats: true}));
validator.addFormat("password", true).addFormat("int64", true);
validator.addSchema(description, "openapi");

const failures = [];
let asked = 0;
const exercised = new Set();
let credentials = {};

const fail = (where, why) => failures.push(`${where}: ${why}`);
const resolve = (part) => part?.$ref ? part.$ref.slice(2).split("/").reduce((at, name) => at[name], description) : part;
const pointer = (...names) => names.map((name) => "/" + encodeURIComponent(String(name).replaceAll("~", "~0").replaceAll("/", "~1"))).join("");

const compiled = new Map();
function wrong(schema_pointer, value) {
  if (!compiled.has(schema_pointer)) compiled.set(schema_pointer, validator.compile({$ref: "openapi#" + schema_pointer}));
  const validate = compiled.get(schema_pointer);
  return validate(value) ? "" : validator.errorsText(validate.errors).slice(0, 400);
}

/** What is wrong with an answer's body, by the response object at `at`. */
function wrong_body(response, at, type, text) {
  if (text === "") return "";
  if (!response.content) return "has a body, which the description does not mention";
  const known = Object.keys(response.content).find((each) => each === type || each === "*/*");
  if (!known) return `answers ${type}, not ${Object.keys(response.content)}`;
  if (!type.includes("json")) return "";
  return wrong(at + pointer("content", known, "schema"), JSON.parse(text));
}

/**
 * Sends one request to a path of the description and checks its answer. `path` fills the parameters in the path; `expected` is the status, or
 * a list of them. Returns status, headers and parsed body.
 */
async function ask(verb, template, {path = {}, query = "", body, headers = {}, expected, as = credentials} = {}) {
  asked += 1;
  const operation = description.paths[template]?.[verb];
  if (!operation) throw new Error(`the description has no ${verb} ${template}`);
  exercised.add(operation.operationId);
  const target = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name])) + (query && "?" + query);
  const where = `${verb.toUpperCase()} ${target}`;
  const sent = {...as, ...headers};
  if (body !== undefined && !sent["Content-Type"]) sent["Content-Type"] = "application/json";
  const payload = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const answer = await fetch(address + target, {method: verb.toUpperCase(), headers: sent, body: payload});
  const text = await answer.text();

  const status = String(answer.status);
  if (expected && ![expected].flat().includes(answer.status)) fail(where, `answers ${status}, not ${expected}: ${text.slice(0, 300)}`);
  if (!operation.responses[status]) {
    fail(where, `answers ${status}, which the description does not mention: ${text.slice(0, 200)}`);
    return {status: answer.status, headers: answer.headers};
  }
  let at = pointer("paths", template, verb, "responses", status);
  if (operation.responses[status].$ref) at = operation.responses[status].$ref.slice(1);
  const response = resolve(operation.responses[status]);
  const type = (answer.headers.get("content-type") ?? "").split(";")[0];
  const problem = wrong_body(response, at, type, text);
  if (problem) fail(where, `${status}: ${problem}`);
  for (const name of Object.keys(response.headers ?? {})) {
    const optional = name === "Link" || name === "Idempotency-Replayed" || (name === "ETag" && (answer.status >= 400 || text === ""));
    if (!optional && !answer.headers.has(name)) fail(where, `${status} has no ${name}`);
  }
  if (answer.ok && payload !== undefined && type.includes("json") && typeof body === "object" && !(body instanceof Uint8Array)) {
    const refused = wrong(pointer("paths", template, verb, "requestBody", "content", sent["Content-Type"], "schema"), body);
    if (refused) fail(where, `takes a body that the description does not allow: ${refused}`);
  }
  return {status: answer.status, headers: answer.headers, body: type.includes("json") && text ? JSON.parse(text) : text};
}

const operations = (verb, test) => Object.entries(description.paths).filter(([path, item]) => item[verb] && test(path, item[verb]));
const what = (operation) => operation.operationId.split(".")[2];
const lists = operations("get", (_, operation) => what(operation) === "list").map(([path, item]) => ({path, operation: item.get}));

async function log_in() {
  const token = /\/setup\/(\S+)/.exec(readFileSync(output, "utf8"))[1];
  const link = "/api/v1/one-time-links/{token}";
  const password = "Kiem-tra 2026 mo ta!";
  await ask("get", "/setup/{token}", {path: {token}, expected: 200});
  await ask("get", link, {path: {token}, expected: 200});
  await ask("post", link, {path: {token}, body: {password: "short"}, expected: 422});
  await ask("post", link, {path: {token}, body: {username: "kiem.tra", display_name: "Kiểm tra", password}, expected: 200});
  await ask("get", link, {path: {token}, expected: 404});
  await ask("post", "/api/v1/session", {body: {username: "kiem.tra", password: "wrong"}, expected: 401});
  await ask("post", "/api/v1/session", {body: {username: "kiem.tra"}, expected: 422});
  const {headers, body} = await ask("post", "/api/v1/session", {body: {username: "kiem.tra", password}, expected: 200});
  credentials = {Cookie: headers.get("set-cookie").split(";")[0], "X-CSRF-Token": body.csrf};
  await ask("get", "/api/v1/session", {expected: 200});
  await ask("get", "/api/v1/session", {as: {}, expected: 200});
  return body.user.id;
}

/** Every role that a plugin declares, so that every record without a scope can be seen. */
async function take_every_role(user) {
  const grants = [];
  const roles = await ask("get", "/api/v1/core/roles", {query: "limit=200", expected: 200});
  for (const role of roles.body.data) {
    if (["administrator", "account_holder", "session_holder"].includes(role.code)) continue; // what the user has already
    const made = await ask("post", "/api/v1/core/grants", {body: {user, role: role.id, note: "Kiểm tra mô tả"}, expected: 201});
    grants.push(made.body);
  }
  return grants;
}

/** A value that a parameter's schema allows. */
function sample(schema) {
  if (schema.enum) return schema.enum[0];
  if (schema.examples) return schema.examples[0];
  if (schema.format === "email") return "a@example.vn";
  if (schema.format === "uri") return "https://example.vn/";
  if (schema.format === "date") return "2026-01-31";
  if (schema.format === "date-time") return "2026-01-31T00:00:00Z";
  if (schema.pattern) return "12";
  return {integer: "12", boolean: "true", array: schema.items && sample(schema.items)}[schema.type] ?? "a";
}

/** Each parameter by itself is taken, with the value that the description allows. */
async function use_parameters(path, operation) {
  for (const each of operation.parameters.map(resolve)) {
    if (each.in !== "query" || each.name === "cursor") continue;
    const values = each.name === "sort" ? each.schema.enum : [sample(each.schema)];
    for (const value of values)
      await ask("get", path, {query: encodeURIComponent(each.name) + "=" + encodeURIComponent(value), expected: 200});
  }
}

async function look_at_record(list, record) {
  const {path, operation} = list;
  const at = {path: {id: record.id}};
  const one = path + "/{id}";
  const shown = await ask("get", one, {...at, expected: 200});
  await ask("get", one, {...at, headers: {"If-None-Match": shown.headers.get("etag")}, expected: 304});
  await ask("get", one + "/history", {...at, expected: [200, 403]});
  const files = description.paths[one + "/attachments/{field}"]?.get;
  if (files) {
    for (const field of files.parameters.map(resolve).find((each) => each.name === "field").schema.enum)
      await ask("get", one + "/attachments/{field}", {path: {id: record.id, field}, expected: record[field] ? 200 : 404});
  }
  const steps = description.paths[one + "/transitions/{name}"]?.post;
  if (steps) {
    const open = shown.body.meta.transitions.map((each) => each.name);
    const names = steps.parameters.map(resolve).find((each) => each.name === "name").schema.enum;
    for (const name of open) if (!names.includes(name)) fail(operation.operationId, `does not name the transition ${name}`);
    for (const name of names.filter((each) => !open.includes(each)).slice(0, 3))
      await ask("post", one + "/transitions/{name}", {path: {id: record.id, name}, headers: {"If-Match": "*"}, body: {}, expected: [403, 409]});
  }
}

async function look_at_list(list) {
  const {path, operation} = list;
  const first = await ask("get", path, {query: "limit=3&count=exact", expected: 200});
  if (first.body.page.next) {
    await ask("get", path, {query: "limit=3&cursor=" + encodeURIComponent(first.body.page.next), expected: 200});
    if (!first.headers.get("link")) fail(path, "has a next page but no Link");
  }
  await use_parameters(path, operation);
  for (const record of first.body.data) await look_at_record(list, record);
  if (description.paths[path + "/export"]) await ask("get", path + "/export", {query: "filter%5Bid%5D%5Bgt%5D=0", expected: [200, 403]});
  if (description.paths[path + "/import"]) await ask("get", path + "/import", {expected: [200, 403]});
  return first.body.data.length;
}

/** What goes wrong with any list and record. */
async function go_wrong(list) {
  const {path} = list;
  const one = path + "/{id}";
  const nobody = {as: {}};
  await ask("get", path, {...nobody, expected: 401});
  await ask("get", path, {query: "nonsense=1", expected: 400});
  await ask("get", path, {headers: {Accept: "image/png"}, expected: 406});
  await ask("post", path, {body: {}, as: {Cookie: credentials.Cookie}, expected: 403});
  await ask("post", path, {body: {nonsense: 1}, expected: [403, 422]});
  await ask("post", path, {body: "{", expected: [400, 403]});
  await ask("post", path, {body: "a", headers: {"Content-Type": "text/plain"}, expected: [403, 415]});
  await ask("post", path, {body: JSON.stringify({a: "x".repeat(1100000)}), expected: 413});
  await ask("get", one, {path: {id: 999999999}, expected: 404});
  await ask("get", one + "/history", {path: {id: 999999999}, expected: 404});
  for (const verb of ["patch", "delete"]) {
    const body = verb === "patch" ? {} : undefined;
    const id = {path: {id: 999999999}};
    await ask(verb, one, {...id, body, headers: {"If-Match": "*"}, expected: [403, 404]});
    await ask(verb, one, {...id, body, expected: [404, 428]});
    await ask(verb, one, {...id, ...nobody, body, expected: 401});
  }
}

/** One record's whole life, and what core does beside records. */
async function change_things(user, grant) {
  const roles = "/api/v1/core/roles";
  const role = {code: "kiem_tra", name: "Kiểm tra", name_en: null, includes: [grant.role.id]};
  const made = await ask("post", roles, {body: role, expected: 201});
  const path = {id: made.body.id};
  await ask("post", roles, {body: role, expected: 409});
  await ask("patch", roles + "/{id}", {path, body: {name: "x"}, expected: 428});
  await ask("patch", roles + "/{id}", {path, body: {name: "x"}, headers: {"If-Match": '"99-0"'}, expected: 412});
  await ask("patch", roles + "/{id}", {path, body: {name: null}, headers: {"If-Match": "*"}, expected: 422});
  for (const type of ["application/json", "application/merge-patch+json"])
    await ask("patch", roles + "/{id}", {path, body: {name: type}, headers: {"If-Match": "*", "Content-Type": type}, expected: 200});
  await ask("delete", roles + "/{id}", {path, headers: {"If-Match": "*"}, expected: 204});

  const actions = "/api/v1/core/actions/";
  await ask("post", actions + "invite", {body: {user}, expected: 201});
  await ask("post", actions + "reset-password", {body: {user}, expected: 201});
  await ask("post", actions + "reset-password", {body: {user: 999999}, expected: 422});
  const expires_at = new Date(Date.now() + 86400000).toISOString();
  const token = await ask("post", actions + "api-tokens", {body: {name: "Kiểm tra", expires_at, limited_to: [grant.id]}, expected: 201});
  const bearer = {Authorization: "Bearer " + token.body.secret};
  await ask("get", "/api/v1/indicators", {as: bearer, expected: 200});
  await ask("post", actions + "api-tokens", {as: bearer, body: {name: "a", expires_at, limited_to: [grant.id]}, expected: 403});
  await ask("get", "/api/v1/core/users", {as: {Authorization: "Bearer nothing"}, expected: 401});
  await ask("get", "/api/v1/schema", {query: "as=" + user, expected: 200});
  await ask("get", "/api/v1/schema", {query: "as=999999", expected: 404});

  const pdf = new TextEncoder().encode("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
  const file = await ask("post", actions + "attachments", {query: "name=a.pdf", body: pdf, headers: {"Content-Type": "application/pdf"}, expected: 201});
  const own = {path: {id: file.body.id}};
  const content = await ask("get", actions + "attachments/{id}", {...own, expected: 200});
  await ask("get", actions + "attachments/{id}", {...own, headers: {"If-None-Match": content.headers.get("etag")}, expected: 304});
  await ask("post", actions + "attachments", {query: "name=a.exe", body: new Uint8Array([0, 1, 2, 3]), headers: {"Content-Type": "a/b"}, expected: 415});
}

async function import_something() {
  for (const [path] of operations("post", (_, operation) => what(operation) === "import")) {
    const form = await ask("get", path, {expected: [200, 403]});
    const headers = {"Content-Type": "text/csv"};
    if (form.status === 200)
      await ask("post", path, {query: "mode=rollback", body: form.body, headers, expected: [202, 403]});
    await ask("post", path, {body: "{}", expected: [403, 415]});
    await ask("post", path, {query: "mode=perhaps", body: "a", headers, expected: [400, 403]});
  }
}

/** The verbs that a path answers are those that it is described with, and those that HTTP brings along. */
async function compare_verbs() {
  for (const [path, item] of Object.entries(description.paths)) {
    const target = path.replace(/\{\w+\}/g, "1");
    const allowed = (await fetch(address + target, {method: "OPTIONS"})).headers.get("allow") ?? "";
    const known = Object.keys(item).filter((each) => each !== "parameters").map((each) => each.toUpperCase());
    if (known.includes("GET")) known.push("HEAD");
    known.push("OPTIONS");
    if (allowed.split(", ").sort().join() !== known.sort().join()) fail(path, `allows ${allowed}, described are ${known}`);
  }
}

const user = await log_in();
const grants = await take_every_role(user);
await compare_verbs();
for (const [path, item] of operations("get", (path, operation) => !path.includes("{") && !what(operation)))
  await ask("get", path, {expected: 200, as: item.get.security.some((each) => each.session) ? credentials : {}});
let records = 0;
for (const list of lists) records += await look_at_list(list);
for (const list of lists) await go_wrong(list);
await change_things(user, grants[0]);
await import_something();
await ask("post", "/api/v1/session/password", {body: {current_password: "wrong", new_password: "wrong"}, expected: 422});
await ask("delete", "/api/v1/session", {expected: 204});

const all = operations("get", () => true).length;
console.log(`${asked} answers, ${exercised.size} operations, ${lists.length} lists with ${records} records looked at; ${all} can be read`);
if (lists.length === 0 || records === 0) fail("the sample data", "has nothing to look at");
for (const each of failures.slice(0, 60)) console.error(each);
if (failures.length > 0) console.error(`${failures.length} answers are not as described`);
process.exitCode = failures.length > 0 ? 1 : 0;
