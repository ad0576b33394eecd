// The figures of a dashboard: behind each are the records that it counts or adds up.

import assert from "node:assert/strict";
import {scenario} from "./support/scenario.mjs";

/** What stood before the programme, so that there is a growth to tell: two organizations in 2025. */
const with_baseline = {demo: true, configuration: ["[plugin.programme]", 'baseline_mode = "actual"', "baseline_2025 = 2"]};

/** Each number of each table, with the words beside it and the list that it leads to. */
const figures_of = (page) => page.locator("main section:has(table)").evaluateAll((sections) => sections.flatMap((section) => {
  const heads = [...section.querySelectorAll("thead th")].map((each) => each.innerText.trim());
  const unit = section.querySelector("caption").innerText;
  return [...section.querySelectorAll("tbody tr")].flatMap((row) => [...row.querySelectorAll("td")].map((cell, index) => ({
    of: section.querySelector("h2").innerText, unit, row: row.querySelector("th").innerText.trim(), column: heads[index + 1],
    number: (cell.querySelector("a")?.innerText ?? cell.innerText).trim(), href: cell.querySelector("a")?.getAttribute("href"),
  })));
}));

scenario("every figure of a dashboard leads to what it counts or adds up", with_baseline, async ({api, enter}) => {
  await api.user("lanhdao", "Lê Thị Lãnh Đạo", "dost_leader");
  const {entities} = await api.ask("lanhdao", "GET", "/schema");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("lanhdao");
  await visitor.open("/dashboards/programme/overview");
  for (const each of await page.getByRole("button", {name: "Xem bảng số liệu"}).all()) await each.click();
  const figures = (await figures_of(page)).filter((each) => each.number !== "–");
  assert.deepEqual(figures.filter((each) => !each.href), [], "figures without records");

  const tiles = page.locator(".tile .figures strong");
  assert.ok((await tiles.count()) > 4 && (await page.locator(".tile .figures a strong").count()) === (await tiles.count()), "a tile's figure leads to records too");

  let [counted, added] = [0, 0];
  for (const {of, unit, row, column, number, href} of figures) {
    const where = `${of}, ${row}, ${column}`;
    const {data, page: {count}} = await api.ask("lanhdao", "GET", `${href}${href.includes("?") ? "&" : "?"}count=exact&limit=100`);
    const value = Number(number.replaceAll(".", "").replace(",", "."));
    const entity = Object.values(entities).find((each) => each.path === "/api/v1" + href.split("?")[0]);
    const money = entity.fields.find((each) => each.type === "money" && each.label === column);
    if (unit.includes("đồng")) {
      assert.ok(money, `${where}: no field of these records is called so`);
      assert.equal(data.reduce((sum, each) => sum + each[money.name], 0), value, where);
      ++added;
    } else if (!unit.includes("%")) {
      assert.equal(count, value, where);
      ++counted;
    } else assert.ok(count > 0, where);
  }
  assert.ok(counted > 3 && added > 20, `${counted} counted, ${added} added up`);
});

scenario("a growth is told once there is what it is measured against", with_baseline, async ({api, enter}) => {
  await api.user("lanhdao", "Lê Thị Lãnh Đạo", "dost_leader");
  const {data} = (await api.ask("lanhdao", "GET", "/programme/indicators/supported_growth")).series.find((each) => each.kind === "actual");
  const {category, value} = data.find((each) => each.value !== null);
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("lanhdao");
  await visitor.open("/dashboards/programme/overview");
  const tile = page.locator(".tile").filter({hasText: "Tăng so với năm trước"});
  await tile.getByText(String(Number(value)).replace(".", ","), {exact: true}).waitFor();
  const growth = page.getByRole("region", {name: "Mức tăng số tổ chức được hỗ trợ"});
  await growth.getByRole("button", {name: "Xem bảng số liệu"}).click();
  await growth.getByRole("row").filter({has: page.getByRole("rowheader", {name: category})}).getByRole("link").first().waitFor();
  const dots = await growth.locator("canvas").evaluate((canvas) => {
    const drawn = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return drawn.reduce((count, dot) => count + (dot !== 0), 0);
  });
  assert.ok(dots > 500, `a chart of ${dots} dots`);
  await visitor.look("dashboard_growth", {anew: true});
});
