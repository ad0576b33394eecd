// What waits for somebody at home: what is overdue, what is due soon, and the lists behind the numbers.

import assert from "node:assert/strict";
import {rows, shown, stage} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

/** Contracts were to be signed three days before the decision, receipts, surveys and approvals are due today: days pass in the settings, not on the clock. */
const late = {demo: true, configuration: ["[plugin.programme]", "contract_days = -3", "receipt_days = 0", "survey_days = 0", "approval_days = 0"]};
const list = "/programme/applications";
const day = (shift) => new Date(Date.now() + (7 * 3600 + shift * 86_400) * 1000).toISOString().slice(0, 10);

/** In which states applications wait for whom, and how such a user comes to see them. */
const waits = {
  dost_officer: {states: ["submitted", "received", "survey_scheduled", "surveyed", "approved", "accepted"], of_each_kind: true},
  dost_leader: {states: ["surveyed", "under_appraisal", "pending_approval", "contract_drafting"], of_each_kind: true}, // the first two can be rejected
  dof_officer: {states: ["budget_appraisal", "settling"]},
  organization_user: {
    states: ["draft", "supplement_requested", "contracted", "implementing", "acceptance_failed"],
    scopes: async (api) => ({organization: (await api.ask("canbo", "GET", "/programme/organizations?limit=100")).data.map((each) => each.id)}),
  },
  acceptance_council: {
    states: ["acceptance_requested"],
    join: async (api, member) => {
      const {data} = await api.ask("canbo", "GET", `${list}?filter%5Bstate%5D=acceptance_requested`);
      for (const {id} of data) await api.ask("canbo", "PATCH", `${list}/${id}`, {acceptance_members: [member]});
    },
  },
};

for (const [role, {states, of_each_kind, scopes, join}] of Object.entries(waits)) {
  scenario(`what waits for a ${role} stands at home, what is overdue first, and each number leads to a list of it`, late, async ({api, enter}) => {
    await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
    const id = await api.user("nguoidung", "Người Dùng", role, (await scopes?.(api)) ?? null);
    await join?.(api, id);
    const {data} = await api.ask("nguoidung", "GET", `${list}?limit=100`);
    const waiting = data.filter((each) => states.includes(each.state));
    const overdue = waiting.filter((each) => each.due_on && each.due_on < day(0));
    const soon = waiting.filter((each) => each.due_on && each.due_on >= day(0) && each.due_on <= day(7));
    assert.ok(waiting.length > 0, "something waits");
    if (of_each_kind) assert.ok(overdue.length > 0 && soon.length > 0 && waiting.length > overdue.length, "there is something of each kind");

    const visitor = await enter();
    const {page} = visitor;
    await visitor.log_in("nguoidung");
    const tasks = page.getByRole("region", {name: "Hồ sơ đề nghị hỗ trợ"});
    await visitor.look(`home_due_${role}`);
    const first = await tasks.getByRole("listitem").first().innerText();
    if (overdue.length) assert.match(first, /Quá hạn \d+ ngày/);
    assert.doesNotMatch(first, /#\d/, "what may not be seen is not told by its number");
    for (const [words, expected] of [["Quá hạn", overdue], ["Đến hạn trong 7 ngày", soon], ["Đang chờ xử lý", waiting]]) {
      const number = tasks.getByRole("link", {name: new RegExp(`^${words}: `)});
      assert.deepEqual(await number.allInnerTexts(), expected.length ? [`${words}: ${expected.length}`] : []);
      if (!expected.length) continue;
      await number.click();
      await shown(page, expected.length);
      const numbers = await rows(page).getByRole("link", {name: /^HS-/}).allInnerTexts();
      assert.deepEqual(numbers.sort(), expected.map((each) => each.number).sort(), words);
      await page.goBack();
      await tasks.waitFor();
    }
    const [next] = overdue.length ? overdue : waiting;
    await tasks.getByRole("link", {name: new RegExp(`^${next.number}`)}).click();
    await page.getByRole("heading", {level: 1, name: next.number}).waitFor();
    await stage(page).waitFor();
  });
}
