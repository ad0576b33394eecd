// The screens in English: what is on them is called as the declarations call it in that language.

import assert from "node:assert/strict";
import {column, rows} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

/** The schema as it is served to this user in English. */
async function english_schema(visitor) {
  return visitor.page.evaluate(async () => (await fetch("/api/v1/schema", {headers: {"Accept-Language": "en"}})).json());
}

scenario("an officer's day in English", {demo: true}, async ({api, enter}) => {
  await api.user("canbo", "Tran Van Can Bo", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await page.getByRole("button", {name: "English"}).click();
  await page.getByRole("heading", {level: 1, name: /^Welcome/}).waitFor();
  await visitor.look("home_in_english");
  const {entities, plugins, dashboards} = await english_schema(visitor);

  const sections = await page.getByRole("navigation").locator("h2").allInnerTexts();
  for (const each of plugins) assert.ok(sections.some((one) => one.trim() === each.label), `${each.label} among ${sections}`);

  const of = entities["programme.application"];
  const list = of.path.replace("/api/v1", "");
  await visitor.open(list);
  await page.getByRole("heading", {level: 1, name: of.label.many}).waitFor();
  await rows(page).first().waitFor();
  for (const each of of.list.columns) await column(page, of.fields.find((field) => field.name === each).label);
  await visitor.look("list_in_english");
  await rows(page).first().getByRole("link").first().click();
  await page.getByRole("link", {name: "Details"}).waitFor();
  await visitor.look("record_in_english");

  const kept = entities["programme.organization"];
  await visitor.open(`${kept.path.replace("/api/v1", "")}/new`);
  const words = (await page.locator("main form").innerText()).split("\n").map((each) => each.replace(/\s*\*$/, "").trim());
  for (const field of kept.fields.filter((each) => !each.readonly)) assert.ok(words.includes(field.label), `a field is called ${field.label}`);
  await page.getByRole("button", {name: "Save"}).click();
  assert.match(await page.locator("#errors").innerText(), /Required/);
  await visitor.look("form_in_english");

  const [[name, board]] = Object.entries(dashboards);
  await visitor.open(`/dashboards/${name.replace(".", "/")}`);
  for (const tile of board.tiles) await page.getByRole("heading", {level: 2, name: tile.label, exact: true}).waitFor();
  await visitor.look("dashboard_in_english");
});
