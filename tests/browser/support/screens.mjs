// The console's screens, as somebody finds their parts: by what is written on them.

import assert from "node:assert/strict";

export const rows = (page) => page.locator("table.table tbody tr");
export const button = (where, name) => where.getByRole("button", {name, exact: true});
export const has_focus = (locator) => locator.evaluate((each) => each === document.activeElement);

/** What stands in one column of the list, from top to bottom. */
export async function column(page, name) {
  const heads = (await page.locator("table.table thead th").allInnerTexts()).map((each) => each.trim());
  const index = heads.indexOf(name);
  assert.notEqual(index, -1, `there is no column ${name} among ${heads}`);
  return (await rows(page).locator(`:nth-child(${index + 1})`).filter({has: page.locator("xpath=self::td")}).allInnerTexts()).map((each) => each.trim());
}

/** Waits until the list has so many rows. */
export async function shown(page, count) {
  await page.waitForFunction((wanted) => document.querySelectorAll("table.table tbody tr").length === wanted && !document.querySelector('[aria-busy="true"]'), count);
}

/** Takes a record in a picker: types some words and takes the first row that has them. */
export async function pick(page, input, words, row = words) {
  await input.click();
  await input.fill(words);
  await page.getByRole("option", {name: row}).first().click();
}

/** The text beside a field that says what is wrong with it; waits until something is. */
export async function fault_of(page, field) {
  const handle = await field.elementHandle();
  await page.waitForFunction((input) => (input.getAttribute("aria-describedby") ?? "").split(" ").some((id) => /-fault$/.test(id) && document.getElementById(id)), handle);
  return page.evaluate((input) => document.getElementById(input.getAttribute("aria-describedby").split(" ").find((id) => /-fault$/.test(id))).innerText, handle);
}

/** Holds requests until `release()`; `held` once one came. `only`: of this verb; `times`: no more than so many. */
export async function hold(where, path, {only, times} = {}) {
  let came, release;
  const held = new Promise((done) => (came = done));
  const released = new Promise((done) => (release = done));
  await where.route(path, async (route) => {
    if (only && route.request().method() !== only) return route.fallback();
    came();
    await released;
    await route.fallback().catch(() => {}); // The page may have given it up.
  }, times ? {times} : {});
  return {held, release};
}

/** An officer at the screen of a server with so many organizations. */
export async function officer(api, enter, organizations = 1) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const made = await api.organizations("canbo", organizations);
  const visitor = await enter();
  await visitor.log_in("canbo");
  return {visitor, page: visitor.page, made};
}

export async function open_new_organization(visitor, name, tax_code) {
  const {page} = visitor;
  await visitor.open("/programme/organizations/new");
  await page.getByLabel("Tên tổ chức").fill(name);
  await page.getByLabel("Mã số thuế").fill(tax_code);
  await page.getByLabel("Loại hình").selectOption({label: "Hợp tác xã"});
  await pick(page, page.getByLabel("Xã, phường"), "tam thanh", /Tam Thanh/);
}

/** Fills in the fields of a form or dialog by their labels: a text, a date or number as typed, {option}, {pick: [words]}, true or false. */
export async function fill_in(page, where, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const field = where.getByLabel(new RegExp(`^${escaped}\\s*\\*?$`));
    if (typeof value === "boolean") await where.getByRole("radiogroup", {name: label}).getByLabel(value ? "Có" : "Không").check();
    else if (value.option) await field.selectOption({label: value.option});
    else if (value.pick) for (const words of value.pick) await pick(page, field, words);
    else await field.fill(value);
  }
}

export const stage = (page) => page.locator("main .screen-head .badge").first();

/** Takes a step of a record's workflow in its dialog, and waits for the state that it leads to. */
export async function step(visitor, name, fields, leads_to) {
  const {page} = visitor;
  await button(page.locator("main"), name).click();
  const dialog = page.getByRole("alertdialog", {name});
  await fill_in(page, dialog, fields);
  await button(dialog, name).click();
  await dialog.waitFor({state: "hidden"});
  await stage(page).getByText(leads_to, {exact: true}).waitFor();
  await visitor.settled();
}
